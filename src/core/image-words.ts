/** What people read when pictures could not be made, or not all of them. */
export const imageWords = {
  moderated:
    "The image service's safety system refused this, so nothing was made. Word it differently, or use another picture.",
  promptTooLong: "That description is too long for the image service. Please shorten it.",
  tooLarge: "That picture is too large for the image service. Please use a smaller one.",
  unreadable: "The image service can't read that picture. Please use a PNG or a JPEG.",
  mask: "That mask does not fit: it has to be a PNG with transparent parts, as wide and as high as the picture.",
  noModel: "The image service has no such model. Please choose another, or tell whoever runs Parley here.",
  setting: (name: string) =>
    `The image model does not take that ${name}. Leave it out, or choose another image model.`,
  lacking: {
    absent: "One picture did not come.",
    empty: "One picture came without content.",
    damaged: "One picture came damaged, so it is left out.",
    address: "One picture came as a web address only, from which nothing is fetched.",
  },
};
