/*
 * What a page does beyond being read: mathematics is set where there is some, and what scrolls sideways can be reached
 * with the keyboard. Nothing is fetched but from beside this file.
 */
"use strict";
(() => {
  const here = new URL(".", document.currentScript.src);

  const load = (tag, attributes) => new Promise((resolve, reject) => {
    const element = Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject });
    document.head.append(element);
  });

  /* 0.3 MB of KaTeX only for pages with mathematics. `trust` stays off: formulas come from strangers. */
  async function setMathematics() {
    const places = [...document.querySelectorAll(".arithmatex, .jupyter-wrapper, .md-nav--secondary .md-ellipsis")]
      .filter(place => /\$|\\\(|\\\[/.test(place.textContent));
    if (!places.length) return;
    load("link", { rel: "stylesheet", href: new URL("katex/katex.min.css", here).href });
    await load("script", { src: new URL("katex/katex.min.js", here).href });
    await load("script", { src: new URL("katex/auto-render.min.js", here).href });
    for (const place of places) setFormulas(place);
    reachScrollers();
  }

  function setFormulas(place) {
    const dollars = place.classList.contains("arithmatex") ? [] : [
      { left: "$$", right: "$$", display: true },
      { left: "$", right: "$", display: false },
    ];
    window.renderMathInElement(place, {
      delimiters: [...dollars, { left: "\\[", right: "\\]", display: true }, { left: "\\(", right: "\\)", display: false }],
      throwOnError: false,
      errorColor: "var(--kb-raised)",
      strict: "ignore",
      maxExpand: 1000,
      maxSize: 20,
    });
  }

  const SCROLLERS = "pre > code, .md-typeset__scrollwrap, .katex-display, .jp-OutputArea-output";

  function reachScrollers() {
    for (const element of document.querySelectorAll(SCROLLERS)) {
      if (element.scrollWidth > element.clientWidth + 1) element.tabIndex = 0;
      else element.removeAttribute("tabindex");
    }
  }

  /* The theme's box of a task has no name but the text beside it. */
  for (const box of document.querySelectorAll(".task-list-item input")) box.setAttribute("aria-label", box.closest("li").textContent.trim());

  /* A copy of a passage is folded: whoever follows a link to it wants to see it. */
  function unfoldTarget() {
    const target = document.querySelector(":target");
    if (!target) return;
    if (target.matches(".kb-copy")) target.querySelector("details").open = true;
    for (let above = target.closest("details"); above; above = above.parentElement.closest("details")) above.open = true;
    target.scrollIntoView();
  }

  setMathematics();
  /* What a link names is known once the page is there. */
  for (const event of ["load", "hashchange"]) addEventListener(event, unfoldTarget);
  reachScrollers();
  addEventListener("resize", reachScrollers);
  /* Tables are wrapped by the theme's script, which may run after this one. */
  addEventListener("load", reachScrollers);
})();
