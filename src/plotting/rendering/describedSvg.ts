import { escapeMarkup } from "../../display";

/** An SVG that screen readers take for one picture. @param description what they say. */
export const describedSvg = (svg: string, description: string): string =>
  svg.replace("<svg ", `<svg role="img" aria-label="${escapeMarkup(description)}" `);
