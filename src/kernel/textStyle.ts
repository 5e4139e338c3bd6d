/**
 * The ANSI codes of errors. They are relative to the reader's theme: no colour that vanishes on light or dark. Red is
 * never bold as well, which JupyterLab draws as a dark red on its dark red ground.
 */
const styled = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`;

export const bold = styled(1, 22);
export const dim = styled(2, 22);
export const red = styled(31, 39);
