"""The public conformance suite, jupyter_kernel_test, with a sample for each of its checks, for conformance.test.ts."""

import sys
import unittest

import jupyter_kernel_test


class TypeScriptKernel(jupyter_kernel_test.KernelTests):
    kernel_name = "tslab"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world');"
    code_stderr = "console.error('a warning');"
    completion_samples = [
        {"text": "Math.sqr", "matches": {"sqrt", "SQRT2", "SQRT1_2"}},
        {"text": "JSON.str"},
        {"text": "const list = [1]; list.fla", "matches": {"flat", "flatMap"}},
    ]
    complete_code_samples = ["1 + 1", "const a = 1;", "function f() {\n  return 1;\n}", "// only a comment"]
    incomplete_code_samples = ["function f() {", "f(1,", "`open", "/* open", "const a = ["]
    invalid_code_samples = ["const = 1", "f(]", "1 +* 2"]
    code_generate_error = "throw new Error('no');"
    code_execute_result = [
        {"code": "1 + 2 + 3", "result": "6"},
        {"code": "1 + 2 + 4", "result": "7"},
        {"code": "[1, 2].map((n) => n * 2)"},
    ]
    code_display_data = [
        {"code": "import { display } from 'tslab';\ndisplay.html('<b>bold</b>');", "mime": "text/html"},
        {"code": "import { display } from 'tslab';\ndisplay.png(new Uint8Array([1, 2]));", "mime": "image/png"},
    ]
    code_history_pattern = "1?+?2?+?3*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.sqrt"
    code_clear_output = "console.clear();"


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "tslab"
    support_iopub_welcome = True


def load_tests(loader, tests, pattern):
    """All checks but the pager's: what it pages belongs to terminals, and this kernel pages nothing."""
    names = set(loader.getTestCaseNames(TypeScriptKernel)) - {"test_pager"}
    suite = unittest.TestSuite(TypeScriptKernel(name) for name in sorted(names))
    suite.addTests(loader.loadTestsFromTestCase(Welcome))
    return suite


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], "--verbose"])
