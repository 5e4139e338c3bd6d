"""Teaches papermill to write parameters in TypeScript.

papermill asks no plugin for translators, but it imports every plugin that offers an engine: this one offers
papermill's own engine once more, and registers the translator on the way.
"""

import json
import math

from papermill.engines import NBClientEngine
from papermill.translators import Translator, papermill_translators


class TypeScriptTranslator(Translator):
    @classmethod
    def translate_escaped_str(cls, val):
        return json.dumps(val, ensure_ascii=False)

    @classmethod
    def translate_none(cls, val):
        return "null"

    @classmethod
    def translate_bool(cls, val):
        return "true" if val else "false"

    @classmethod
    def translate_float(cls, val):
        if math.isnan(val):
            return "NaN"
        if math.isinf(val):
            return "Infinity" if val > 0 else "-Infinity"
        return repr(val)

    @classmethod
    def translate_list(cls, val):
        return f"[{', '.join(cls.translate(item) for item in val)}]"

    @classmethod
    def translate_dict(cls, val):
        members = (f"{cls.translate_escaped_str(name)}: {cls.translate(item)}" for name, item in val.items())
        return f"{{ {', '.join(members)} }}"

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}".strip()

    @classmethod
    def assign(cls, name, str_val):
        # A declaration, because the notebook may have none; `let`, because a later cell may assign to it.
        return f"let {name} = {str_val};"


papermill_translators.register("typescript", TypeScriptTranslator)


class Engine(NBClientEngine):
    """papermill's own engine, under a second name."""
