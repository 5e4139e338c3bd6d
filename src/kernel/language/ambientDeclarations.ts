/**
 * Declarations that every cell has beside the libraries: `prompt`, and `import … from "tslab"`, which our kernel
 * answers itself whether tslab is installed or not.
 */
export const ambientDeclarations = `/** Asks the person at the notebook for a line of text, and waits for it. */
declare function prompt(message?: unknown, options?: { password?: boolean }): string;
declare module "tslab" {
  /** Draws one format in the output of the cell. */
  export interface Display {
    javascript(text: string): void;
    html(text: string): void;
    markdown(text: string): void;
    latex(text: string): void;
    svg(text: string): void;
    png(bytes: Uint8Array): void;
    jpeg(bytes: Uint8Array): void;
    gif(bytes: Uint8Array): void;
    pdf(bytes: Uint8Array): void;
    text(text: string): void;
    raw(contentType: string, content: string | Uint8Array): void;
  }
  /** Draws in the output of the cell. */
  export const display: Display;
  /** A display whose first output is replaced by its later ones. */
  export function newDisplay(): Display;
  /** Versions of the kernel and of what it rests on. */
  export const versions: { tslab: string; typescript: string; node: string };
}
`;
