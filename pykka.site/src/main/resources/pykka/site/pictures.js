// Draws the pictures that stand as text in a page; mermaid.js is large, and loaded where there are any.
if (document.querySelector('.mermaid')) {
  const script = document.createElement('script');
  script.src = 'mermaid.js';
  script.onload = () => {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const fontFamily = getComputedStyle(document.body).fontFamily;
    mermaid.initialize({
      startOnLoad: false, theme: dark ? 'dark' : 'neutral', fontFamily, themeVariables: {fontFamily, fontSize: '14px'},
      flowchart: {nodeSpacing: 20, rankSpacing: 50, padding: 10, subGraphTitleMargin: {top: 4, bottom: 8}},
    });
    mermaid.run();
  };
  document.head.append(script);
}
