/** Where nothing keeps notebooks from writing into the package: a look at it between one grade and the next. */

import { isCheckout } from "../../engine";
import { changedFile, type PackageState } from "../../grading";
import { TrainbookError } from "../../trainbookError";

/** A file of the package was changed while a notebook ran: what was graded since does not count. */
export class PackageChangedError extends TrainbookError {
  constructor(readonly file: string) {
    super(`${file} was changed while notebooks were graded. No grade counts that was made since.`, {
      cure: isCheckout
        ? "remove node_modules and .venv, take the checkout's own files back with git, call `npm ci` and `npx trainbook setup`, and grade those again"
        : "remove node_modules, install again, call `npx trainbook setup --repair`, and grade those again",
    });
  }
}

export class PackageGuard {
  private clean: PackageState;

  /** @param look The state of the package as it is now. */
  constructor(private readonly look: () => PackageState) {
    this.clean = look();
  }

  /** The change since the guard was made, if there is one. */
  changed(): PackageChangedError | undefined {
    const file = changedFile(this.clean, this.look());
    return file === undefined ? undefined : new PackageChangedError(file);
  }
}
