/** The host that the compiler's service asks: where files are, what is in them, and whether anything has changed. */
import { ts } from "./compiler";
import { isOwn, type ProjectFiles } from "./projectFiles";

export interface ServiceHostParts {
  folder: string;
  files: ProjectFiles;
  /** The files from which the program begins. */
  roots: string[];
  options(): ts.CompilerOptions;
  /** Changes with what the program is made of. */
  version(): number;
}

/** The compiler asks this, though its types do not say so: whether to look for the modules of a file again. */
type ServiceHost = ts.LanguageServiceHost & { hasInvalidatedResolutions(file: string): boolean };

export function serviceHost({ folder, files, roots, options, version }: ServiceHostParts): ServiceHost {
  const { sys } = ts;
  return {
    // Whatever makes a new program may have been a file that came or went.
    hasInvalidatedResolutions: isOwn,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
    getCompilationSettings: options,
    getScriptFileNames: () => roots,
    getProjectVersion: () => String(version()),
    getScriptVersion: (file) => files.version(file),
    getScriptSnapshot: (file) => files.snapshot(file),
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
    fileExists: (file) => files.exists(file),
    readFile: (file, encoding) => files.read(file, encoding),
    readDirectory: sys.readDirectory,
    directoryExists: sys.directoryExists,
    getDirectories: sys.getDirectories,
    realpath: sys.realpath,
  };
}
