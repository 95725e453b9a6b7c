#!/usr/bin/env python3
"""The fences between layers: reads the #includes of include/, sim/ and analysis/.

A file includes only files of its own layer or a lower one; and some libraries, and the outside
world, are let in only where the tables below say so.

    tests/fences.py               check the project this file belongs to
    tests/fences.py --root DIR    check another tree
    tests/fences.py --self-test   check that made-up breaches are caught
"""

import argparse
import fnmatch
import pathlib
import re
import sys
import tempfile

# ---- The tables: edit these --------------------------------------------------------------------

# Layer -> names. A name is a stem ('ids' is include/tiersim/ids.hpp, sim/ids.cpp, analysis/ids.hpp)
# or a path below its folder ('policies/*'). Such paths win, then exact names, then patterns.
LAYERS = {
    0: "ids units version exit_code",
    1: "random distribution gamma_table calendar files characters suggest problem",
    2: "scenario names language text text_hints text_time text_clock text_bound text_margin text_range field field_words field_reader set_option describe "
       "describe_* decode decode_* decoder decoder_templates places loader check check_* checker canonical "
       "reference_page scenario_schema schema_* key_hints yaml_tree csv gzip date_format file_problems data_files data_readers "
       "value_map mapped_columns volume_uncertainty *_file",
    3: "model compile compile_*",
    4: "event_list simulator policies/* facts queues arrivals",
    5: "histogram measures periods kpi kpi_* csat estimate sampled_cell statistics drift queueing offered_load jackson gate",
    6: "attribution chance requirement intervals experiment journal warm_up precision selection compare compare_* sweep frontier morris optimize targets plan_gate gate_* report report_* replay_report disk_files commands/*",
}

# Layer of a file that the table does not name. None: it must be named.
DEFAULT_LAYERS = {"include/tiersim": None, "sim": 4, "analysis": 6}

# Above all layers.
EXEMPT = {"sim/main.cpp"}

# Library -> (what its headers look like, the files that may include it).
ANYWHERE_PRIVATE = ["sim/*", "analysis/*"]
LIBRARIES = {
    "yaml-cpp": (["yaml-cpp/*"], ["sim/yaml_tree.cpp"]),
    "Eigen": (["Eigen/*", "eigen3/*", "unsupported/Eigen/*"],
              ["analysis/drift.cpp", "analysis/jackson.cpp", "analysis/statistics.cpp"]),
    "Boost.Math": (["boost/math/*"], ["sim/gamma_table.cpp", "analysis/statistics.cpp",
                                      "analysis/estimate.cpp"]),
    "Boost": (["boost/*"], ["analysis/*"]),
    "nlohmann-json": (["nlohmann/*"], ANYWHERE_PRIVATE),
    "oneTBB": (["tbb/*", "oneapi/*"], ["analysis/*"]),
    "fmt": (["fmt/*"], ANYWHERE_PRIVATE),
}

# The engine (sim/, and public headers up to this layer) knows no threads, files or wall clock.
ENGINE_TOP_LAYER = 4
ENGINE_FORBIDDEN_HEADERS = {
    "threads": "thread mutex shared_mutex future atomic condition_variable stop_token semaphore "
               "latch barrier pthread.h",
    "files and terminals": "fstream filesystem iostream",
}
ENGINE_FORBIDDEN_CODE = {
    "the wall clock": r"system_clock\s*::\s*now|\b(steady_clock|high_resolution_clock)\b"
                      r"|\bstd\s*::\s*(time|clock)\s*\(|\b(gettimeofday|clock_gettime)\b"
                      r"|(?<![\w.>:])(::\s*)?time\s*\(\s*(nullptr|NULL|0|&)",
}

# ---- The rules ---------------------------------------------------------------------------------

ROOMS = ["include/tiersim", "sim", "analysis"]
SUFFIXES = {".hpp", ".h", ".cpp", ".ipp"}
COMMENT_OR_STRING = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\\n])*")', re.DOTALL)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


def room_of(path):
    """The folder of ROOMS that holds the path, or None."""
    return next((room for room in ROOMS if path.startswith(room + "/")), None)


def named_layer(name, stem):
    """The layer the table gives to a path below its room; folders win over names, names over patterns."""
    entries = [(layer, entry) for layer, names in LAYERS.items() for entry in names.split()]
    for layer, entry in entries:
        if "/" in entry and fnmatch.fnmatchcase(name, entry):
            return layer
    for layer, entry in entries:
        if entry in (name, stem):
            return layer
    for layer, entry in entries:
        if fnmatch.fnmatchcase(name if "/" in entry else stem, entry):
            return layer
    return None


def layer_of(path):
    """The layer of a path such as 'sim/loader.cpp'; None when it must be named and is not."""
    room = room_of(path)
    below = pathlib.PurePosixPath(path).relative_to(room)
    layer = named_layer(str(below.with_suffix("")), below.stem)
    return DEFAULT_LAYERS[room] if layer is None else layer


def without_comments(text):
    """Comments give way to as many lines as they had, so that line numbers stay right."""
    return COMMENT_OR_STRING.sub(
        lambda found: found.group(1) or " " + "\n" * found.group(0).count("\n"), text)


def without_strings(text):
    return re.sub(r'"(?:\\.|[^"\\\n])*"', '""', text)


def own_file(root, includer, bracket, header):
    """The project's file that an #include means, or None for another library's header."""
    if header.startswith("tiersim/"):
        return "include/" + header
    if room_of(header):
        return header
    sibling = (pathlib.PurePosixPath(includer).parent / header).as_posix()
    return sibling if bracket == '"' and (root / sibling).is_file() else None


def matches(name, patterns):
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def own_breaches(path, layer, header, target):
    """Breaches by an #include of one of the project's own files."""
    if path.startswith("sim/") and target.startswith("analysis/"):
        yield f"includes {header}: the engine knows nothing of analysis/"
    if path.startswith("include/") and not target.startswith("include/"):
        yield f"includes {header}: a public header includes public headers only"
    target_layer = layer_of(target)
    if target_layer is None:
        yield f"includes {header}, which has no layer: give it a layer in tests/fences.py"
    elif target_layer > layer:
        yield (f"layer {layer} includes {header} of layer {target_layer}: move what is shared down, "
               "or correct the table in tests/fences.py")


def library_breaches(path, engine, header):
    """Breaches by an #include of someone else's header."""
    for library, (patterns, allowed) in LIBRARIES.items():
        if matches(header, patterns):
            if not matches(path, allowed):
                yield (f"includes <{header}>: {library} is allowed only in {', '.join(allowed)} "
                       "(table LIBRARIES of tests/fences.py)")
            break  # the first entry that knows the header decides
    for what, headers in ENGINE_FORBIDDEN_HEADERS.items():
        if engine and header in headers.split():
            yield f"includes <{header}>: the engine has no {what}"


def file_breaches(root, path):
    """All breaches in one file, as (line, sentence)."""
    layer = layer_of(path)
    if layer is None:
        yield 1, "has no layer: give it a layer in tests/fences.py"
        layer = max(LAYERS)
    engine = path.startswith("sim/") or (path.startswith("include/") and layer <= ENGINE_TOP_LAYER)
    text = without_comments((root / path).read_text(encoding="utf-8"))
    for found in INCLUDE.finditer(text):
        line = text.count("\n", 0, found.start(2)) + 1
        header = found.group(2)
        target = own_file(root, path, found.group(1), header)
        rule = (own_breaches(path, layer, header, target) if target
                else library_breaches(path, engine, header))
        for sentence in rule:
            yield line, sentence
    code = without_strings(text)
    for what, pattern in ENGINE_FORBIDDEN_CODE.items():
        for found in re.finditer(pattern, code) if engine else ():
            yield code.count("\n", 0, found.start()) + 1, f"reads {what}: '{found.group(0).strip()}'"


def breaches(root):
    """All breaches below a project root, as lines of text."""
    files = sorted(path.relative_to(root).as_posix()
                   for room in ROOMS for path in (root / room).rglob("*")
                   if path.suffix in SUFFIXES)
    return [f"{path}:{line}: {sentence}"
            for path in files if path not in EXEMPT
            for line, sentence in file_breaches(root, path)]


# ---- The test of the test ----------------------------------------------------------------------

# (file, its text, what must be said of it; None: nothing)
MADE_UP = [
    ("include/tiersim/ids.hpp", '#include <cstdint>\n', None),
    ("include/tiersim/scenario.hpp", '#include "tiersim/ids.hpp"\n', None),
    ("include/tiersim/nobody.hpp", "", "give it a layer in tests/fences.py"),
    ("include/tiersim/units.hpp", '#include "tiersim/scenario.hpp"\n', "layer 0 includes"),
    ("include/tiersim/kpi.hpp", "#include <fmt/format.h>\n", "fmt is allowed only in"),
    ("include/tiersim/estimate.hpp", "#include <Eigen/Dense>\n", "Eigen is allowed only in"),
    ("include/tiersim/report.hpp", "#include <nlohmann/json.hpp>\n", "nlohmann-json is allowed"),
    ("include/tiersim/targets.hpp", "#include <yaml-cpp/yaml.h>\n", "yaml-cpp is allowed only in"),
    ("include/tiersim/experiment.hpp", "#include <tbb/parallel_for.h>\n", "oneTBB is allowed"),
    ("include/tiersim/measures.hpp", "#include <boost/any.hpp>\n", "Boost is allowed only in"),
    ("include/tiersim/calendar.hpp", "#include <atomic>\n", "the engine has no threads"),
    ("include/tiersim/facts.hpp", '#include "sim/queues.hpp"\n', "public headers only"),
    ("sim/queues.hpp", "// #include <thread>\n/* #include <mutex> */\n", None),
    ("sim/yaml_tree.cpp", "#include <yaml-cpp/eventhandler.h>\n", None),
    ("sim/loader.cpp", "#include <yaml-cpp/yaml.h>\n", "yaml-cpp is allowed only in"),
    ("sim/decoder.cpp", '#include "tiersim/model.hpp"\n', "layer 2 includes"),
    ("sim/csv.cpp", '\n\n#  include <fstream>\n', "csv.cpp:3: includes <fstream>"),
    ("sim/files.cpp", "#include <filesystem>\n", "the engine has no files"),
    ("sim/check.cpp", "#include <iostream>\n", "the engine has no files and terminals"),
    ("sim/simulator.cpp", "#include <future>\n", "the engine has no threads"),
    ("sim/arrivals.cpp", '#include "analysis/anything.hpp"\n', "knows nothing of analysis/"),
    ("sim/policies/anything.cpp", '#include "tiersim/kpi.hpp"\n', "layer 4 includes"),
    ("sim/compile.cpp", '#include "queues.hpp"\n', "layer 3 includes queues.hpp of layer 4"),
    ("sim/random.cpp", "auto t = std::chrono::system_clock::now();\n", "reads the wall clock"),
    ("sim/text.cpp", "auto t = std::chrono::steady_clock::now();\n", "reads the wall clock"),
    ("sim/canonical.cpp", "auto t = time(nullptr);\n", "reads the wall clock"),
    ("sim/model.cpp", 'auto t = event.time(); // time(0)\nchar* s = "time(0)";\n', None),
    ("sim/main.cpp", '#include <iostream>\n#include "analysis/commands/run.hpp"\n', None),
    ("analysis/statistics.cpp", "#include <boost/math/distributions.hpp>\n#include <Eigen/Dense>\n",
     None),
    ("analysis/report_text.cpp", "#include <boost/math/special_functions.hpp>\n", "Boost.Math is"),
    ("analysis/histogram.cpp", '#include "tiersim/experiment.hpp"\n', "layer 5 includes"),
    ("analysis/commands/run.cpp", "#include <boost/program_options.hpp>\n#include <fstream>\n", None),
]


def self_test():
    """What the made-up tree should have said and did not, or should not have and did."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text, _ in MADE_UP:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        said = breaches(root)
    for path, _, expected in MADE_UP:
        lines = [line for line in said if line.startswith(path + ":")]
        if expected is None and lines:
            yield f"should have passed: {lines[0]}"
        if expected is not None and not any(expected in line for line in lines):
            yield f"{path}: should have been told '{expected}', but was told {lines}"


def main():
    parser = argparse.ArgumentParser(description="Checks the fences between layers.")
    parser.add_argument("--self-test", action="store_true", help="check that breaches are caught")
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).parents[1])
    options = parser.parse_args()
    found = list(self_test() if options.self_test else breaches(options.root.resolve()))
    for line in found:
        print(line)
    print(f"{len(found)} {'breach' if len(found) == 1 else 'breaches'} of the fences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
