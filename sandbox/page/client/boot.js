// Lets the first look be painted, then fetches every module at once: without their names the browser would find them
// one layer of imports after the other, and before the paint they would only hold it up.
{
  const { main = "", modules = "" } = document.currentScript?.dataset ?? {};
  requestAnimationFrame(() =>
    setTimeout(() => {
      for (const href of modules.split(" ")) {
        if (/\/(?:early|boot)\.js$/.test(href)) continue;
        document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href }));
      }
      void import(main);
    }),
  );
}
