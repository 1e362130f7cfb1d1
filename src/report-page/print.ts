/** On paper: the parts of a full run open, other folded parts as they are, charts as wide as the sheet and in light colours. */

export function printWell(redraw: (onPaper?: boolean) => void): void {
  let closed: HTMLDetailsElement[] = [];
  let theme: string | undefined;
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll<HTMLDetailsElement>(".parts > details:not([open])")];
    for (const part of closed) part.open = true;
    theme = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "light";
    redraw(true);
  });
  addEventListener("afterprint", () => {
    for (const part of closed) part.open = false;
    if (theme === undefined) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    redraw();
  });
}
