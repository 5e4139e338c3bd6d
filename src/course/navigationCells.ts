/** The cells with the way through the course: the first and the last of each lesson and exercise. */
import type { NotebookCell } from "../kernel";

export const navigationIds = { top: "navigation", bottom: "navigation-end" } as const;

export function isNavigation({ id }: NotebookCell): boolean {
  return id === navigationIds.top || id === navigationIds.bottom;
}
