/**
 * The compiler's program: the libraries, and every module that cells have imported so far.
 *
 * Cells and the declarations of earlier cells are not part of it. They are fresh source files that the program's
 * type checker is asked about, so that a cell costs what the cell itself needs: a checker that is rebuilt for
 * each cell would resolve the types of all libraries again. Only a module that was not imported before, or a file
 * that has changed, makes a new program.
 */
import path from "node:path";
import { fileStamp } from "../fileStamp";
import { ambientDeclarations } from "./ambientDeclarations";
import { type BoundSourceFile, boundSourceFile, type OpenProgram, ts } from "./compiler";
import { compilerOptions } from "./compilerOptions";
import { moduleSpecifiers } from "./moduleSpecifiers";
import { isOwn, isOwnData, ProjectFiles } from "./projectFiles";
import { serviceHost } from "./serviceHost";

/** A cell that can be asked about. */
export interface CheckableCell {
  file: BoundSourceFile;
  declarations: readonly BoundSourceFile[];
  program: ts.Program;
}

/** A checker stops to suggest names after ten that it does not know. */
const UNKNOWN_NAMES_PER_PROGRAM = 5;

/** Cells after which a new program frees what the checker has kept of old ones: if nothing waits, and in any case. */
const CELLS_PER_PROGRAM = 150;
const CELLS_AT_MOST = 200;

/** Packages may give other types to those who `require` them; cells import. */
const IMPORTED = ts.ModuleKind.ESNext;

export class Project {
  options: ts.CompilerOptions;
  private readonly service: ts.LanguageService;
  private readonly files = new ProjectFiles();
  private readonly importsFile: string;
  private readonly augmentationsFile: string;
  private readonly ambientFile: string;
  private readonly specifiers = new Set<string>();
  /** The modules that libraries declare by name, such as "node:fs": no program needs to look for them. */
  private ambient = new Set<string>();
  private version = 0;
  private program: OpenProgram | undefined;
  /** The learner's own files in the program, with the times at which they were read. */
  private watched = new Map<string, string>();
  /** Whether one of those files imports something that is not there. */
  private lacksModules = false;
  private cells = 0;
  private unknownNames = 0;
  private current: BoundSourceFile | undefined;
  private scopes: BoundSourceFile[] = [];

  constructor(readonly folder: string) {
    this.options = compilerOptions(folder);
    this.importsFile = this.virtual("imports.ts", "");
    this.augmentationsFile = this.virtual("augmentations.d.ts", "");
    this.ambientFile = this.virtual("ambient.d.ts", ambientDeclarations);
    this.service = ts.createLanguageService(
      serviceHost({
        folder,
        files: this.files,
        roots: [this.importsFile, this.augmentationsFile, this.ambientFile],
        options: () => this.options,
        version: () => this.version,
      }),
      ts.createDocumentRegistry(true, folder, ts.JSDocParsingMode.ParseNone),
    );
  }

  /** Where a virtual file of the project lies: beside the notebook, so that imports mean the same in it. */
  pathOf(name: string): string {
    return path.posix.join(this.folder.replaceAll("\\", "/"), `__trainbook_${name}`);
  }

  /** A cell and the declarations of earlier ones, ready to be checked, or to be asked about at `cursor`. */
  open(code: string, declarations: readonly string[], cursor?: number): CheckableCell {
    if (this.cells >= CELLS_AT_MOST) this.renew();
    const number = ++this.cells;
    const specifiers = moduleSpecifiers(code, cursor);
    if (specifiers.size > 0) this.loadNodeTypes();
    this.provide(specifiers);
    for (const [index, text] of declarations.entries()) {
      if (this.scopes[index]?.text !== text) this.provide(moduleSpecifiers(text));
    }
    const program = this.upToDate();
    const scope = this.scope(declarations);
    const file = boundSourceFile(this.pathOf(`cell_${number}.ts`), code, this.options, scope.at(-1));
    this.current = file;
    return { file, declarations: scope, program };
  }

  /** A cell as it was written, parsed and bound, but not to be checked. */
  parse(code: string): BoundSourceFile {
    return boundSourceFile(this.pathOf("parsed.ts"), code, this.options);
  }

  /** The compiler's own service, asked about the cell that was opened last. */
  get languageService(): ts.LanguageService {
    return this.service;
  }

  /** Adds declarations that change types of the libraries (`declare global`, `declare module "…"`). */
  augment(text: string): void {
    const known = this.files.virtualText(this.augmentationsFile) ?? "";
    if (!known.includes(text)) this.virtual("augmentations.d.ts", `${known}\n${text}`);
  }

  /** Defines a module that exists only in the notebook, and returns its path. */
  define(name: string, text: string): string {
    const file = path.posix.join(this.folder.replaceAll("\\", "/"), name);
    return this.defineFile(file, text);
  }

  /**
   * Node's types are half of what there is to read at the start, and the first cell may need none of them: they are
   * read before an import, a question about code, or an error that they may lift, or else when nothing waits.
   *
   * @returns true where they were not there before.
   */
  loadNodeTypes(): boolean {
    if (this.options.types?.length) return false;
    // A new object: the service compares it with the old one.
    this.options = { ...this.options, types: ["node"] };
    this.version++;
    this.program = undefined;
    return true;
  }

  /** Makes a new program if the old one has checked enough. To be called when nothing waits. */
  tidy(): void {
    this.loadNodeTypes();
    if (this.cells >= CELLS_PER_PROGRAM || this.unknownNames > 0) this.renew();
    this.upToDate();
  }

  /** Tells of errors about names that are not known, so that suggestions for them do not cease. */
  countUnknownNames(count: number): void {
    this.unknownNames += count;
    if (this.unknownNames > UNKNOWN_NAMES_PER_PROGRAM) this.renew();
  }

  /** The learner's own TypeScript files that `file` imports, directly or not, each after those that it needs. */
  modulesOf(file: ts.SourceFile): ts.SourceFile[] {
    const program = this.upToDate();
    const found = new Set<ts.SourceFile>();
    const visit = (from: ts.SourceFile | undefined, specifiers: Iterable<string>) => {
      for (const specifier of specifiers) {
        const resolved = from && this.resolve(specifier, from.fileName);
        const module = resolved && program.getSourceFile(resolved);
        if (!module || found.has(module) || !isOwn(module.fileName)) continue;
        found.add(module);
        visit(module, moduleSpecifiers(module.text));
        // Behind those that it needs.
        found.delete(module);
        found.add(module);
      }
    };
    visit(file, moduleSpecifiers(file.text));
    return [...found];
  }

  /** The file that a specifier means, seen from a file of the project. */
  resolve(specifier: string, from: string): string | undefined {
    const program = this.upToDate();
    const file = program.getSourceFile(from) ?? program.getSourceFile(this.importsFile);
    return file && program.getResolvedModule(file, specifier, IMPORTED)?.resolvedModule?.resolvedFileName;
  }

  close(): void {
    this.service.dispose();
  }

  /** The declarations files, each in the scope of the one before. Of unchanged ones the checker knows much already. */
  private scope(texts: readonly string[]): BoundSourceFile[] {
    const files: BoundSourceFile[] = [];
    for (const [index, text] of texts.entries()) {
      const outer = files.at(-1);
      const known = this.scopes[index];
      const isSame = known?.text === text && known.parent === outer;
      const fileName = this.pathOf(`declarations_${index}.d.ts`);
      files.push(isSame ? known : boundSourceFile(fileName, text, this.options, outer));
    }
    this.scopes = files;
    return files;
  }

  private provide(specifiers: Iterable<string>): void {
    let added = false;
    for (const specifier of specifiers) {
      if (this.specifiers.has(specifier) || this.ambient.has(specifier)) continue;
      this.specifiers.add(specifier);
      added = true;
    }
    if (!added) return;
    this.virtual(
      "imports.ts",
      [...this.specifiers].map((name) => `import ${JSON.stringify(name)};`).join("\n"),
    );
  }

  private virtual(name: string, text: string): string {
    return this.defineFile(this.pathOf(name), text);
  }

  private defineFile(file: string, text: string): string {
    this.files.define(file, text);
    this.version++;
    this.program = undefined;
    return file;
  }

  private renew(): void {
    this.version++;
    this.program = undefined;
    this.cells = 0;
    this.unknownNames = 0;
  }

  private upToDate(): OpenProgram {
    if (this.program && (this.lacksModules || this.changedOnDisk())) {
      this.version++;
      this.program = undefined;
    }
    if (this.program) return this.program;
    const program = this.service.getProgram() as OpenProgram;
    this.program = program;
    this.scopes = [];
    this.extend(program);
    this.ambient = new Set(
      program
        .getTypeChecker()
        .getAmbientModules()
        .map(({ name }) => name.slice(1, -1)),
    );
    this.forgetUnresolved(program);
    this.watch(program);
    return program;
  }

  /** Lets the program know the cell that is asked about, and resolve modules for it. */
  private extend(program: OpenProgram): void {
    const { getResolvedModule, getSourceFile } = program;
    program.getSourceFile = (fileName) =>
      fileName === this.current?.fileName ? this.current : getSourceFile(fileName);
    program.getResolvedModule = (file, name, mode) => {
      const found = getResolvedModule(file, name, mode);
      if (found) return found;
      const imports = getSourceFile(this.importsFile);
      return imports && getResolvedModule(imports, name, mode);
    };
  }

  /** A module that was not found may be installed or written before the next cell asks for it. */
  private forgetUnresolved(program: OpenProgram): void {
    const imports = program.getSourceFile(this.importsFile);
    for (const specifier of this.specifiers) {
      if (imports && !this.isFound(program, imports, specifier)) this.specifiers.delete(specifier);
    }
  }

  private isFound(program: OpenProgram, from: ts.SourceFile, specifier: string): boolean {
    const { resolvedModule } = program.getResolvedModule(from, specifier, IMPORTED) ?? {};
    return resolvedModule !== undefined || this.ambient.has(specifier);
  }

  private watch(program: OpenProgram): void {
    this.watched = new Map();
    this.lacksModules = false;
    for (const file of program.getSourceFiles()) {
      const { fileName, text } = file;
      if (isOwnData(fileName)) this.watched.set(fileName, fileStamp(fileName));
      if (!isOwn(fileName) || fileName === this.importsFile) continue;
      if (!this.files.isVirtual(fileName)) this.watched.set(fileName, fileStamp(fileName));
      for (const specifier of moduleSpecifiers(text)) {
        if (!this.isFound(program, file, specifier)) this.lacksModules = true;
      }
    }
  }

  private changedOnDisk(): boolean {
    for (const [file, stamp] of this.watched) if (fileStamp(file) !== stamp) return true;
    return false;
  }
}
