// Runs before anything is drawn, so that nothing drawn has to change its colours or its place a moment later.
{
  const { dataset } = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  dataset.theme = localStorage.getItem("sandbox-theme") ?? (dark ? "dark" : "light");
  // A link to somewhere else than where the page begins.
  if (location.hash.length > 1) dataset.linked = "";
  if (localStorage.getItem("sandbox-tour")?.includes('"hidden":true')) dataset.tour = "hidden";
}
