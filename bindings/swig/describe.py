# SPDX-License-Identifier: MIT
"""Reads the public headers and writes what both bindings need to know about them.

    describe.py HEADER... --out DIRECTORY

None of these files is kept in the repository:

    records.h    C tables of every plain struct: field, kind, offset (checked by the compiler that reads them)
    records.i    the SWIG typemaps' list of these structs
    _records.py  a Python class a struct, with the headers' words as its documentation
    _enums.py    an IntEnum or IntFlag a group of constants
    _bandex.pyi  the stub of Python's extension: the part written by hand, and every other function and constant

Only the standard library of Python 3.7 and newer is used.
"""
import argparse
import os
import re
import sys
import textwrap

# Structs with an identity or with memory of their own: they stay objects (or handles to constant tables). All other
# structs are values: an instance of a class in Python, a table in Lua.
OBJECTS = set()

# Structs of function pointers: what they do is an object's business in a language with objects.
C_ONLY = {"bandex_io", "bandex_io_memory", "bandex_allocator", "bandex_memory", "bandex_rep_list", "bandex_history"}

# One string for each locale of the exercise that it belongs to.
TEXT = "bandex_text"

SCALARS = {
    "uint8_t": ("U8", "int"), "int8_t": ("I8", "int"), "uint16_t": ("U16", "int"), "int16_t": ("I16", "int"),
    "uint32_t": ("U32", "int"), "int32_t": ("I32", "int"), "uint64_t": ("U64", "int"), "int64_t": ("I64", "int"),
    "size_t": ("SIZE", "int"), "int": ("INT", "int"), "bandex_status": ("I32", "int"),
    "float": ("F32", "float"), "double": ("F64", "float"),
}


class Field:
    def __init__(self, name, kind, annotation, doc, record="", count="", enum=""):
        self.name, self.kind, self.annotation, self.doc = name, kind, annotation, doc
        self.record, self.count, self.enum = record, count, enum


class Struct:
    def __init__(self, name, doc, room, fields):
        self.name, self.doc, self.room, self.fields = name, doc, room, fields


class Group:
    """One enumeration: its constants have a prefix in common."""

    def __init__(self, prefix, doc, room, members):
        self.prefix, self.doc, self.room, self.members = prefix, doc, room, members
        values = sorted(value for _, _, value, _ in members)
        powers = all(value > 0 and value & (value - 1) == 0 for value in values)
        self.flags = powers and (4 in values and 3 not in values or all("<<" in text for _, text, _, _ in members))


def clean(doc):
    """The words of a Doxygen comment."""
    doc = re.sub(r"^\s*/\*\*+<?|\*/\s*$", "", doc or "")
    doc = re.sub(r"^\s*\* ?", "", doc, flags=re.M)
    doc = re.sub(r"@(file|brief)\s*\S*", "", doc)
    doc = re.sub(r"@param\s+(\w+)", r"\1:", doc)
    doc = re.sub(r"@return\s*", "Returns ", doc)
    doc = re.sub(r"@(code|endcode|since|deprecated)", "", doc)
    doc = re.sub(r"::(bandex_\w+)", r"\1", doc)
    return " ".join(doc.split())


def pythonic(doc, groups, structs, room):
    """The same words with the names that Python has: Action for BANDEX_ACTION_*, RepFlag.GAP for BANDEX_REP_FLAG_GAP."""
    groups = sorted(groups, key=lambda group: group.room == room)  # of two with one prefix that of the same header
    members = {member: group for group in groups for member, *_ in group.members}
    prefixes = {group.prefix: group.name for group in groups}

    def constant(match):
        name = match.group(1)
        if match.group(2):
            return prefixes.get(name, name[len("BANDEX_"):] + "*")
        if name in members:
            return "%s.%s" % (members[name].name, member_name(name, members[name]))
        return "-1 (unknown)" if name == "BANDEX_UNKNOWN" else name[len("BANDEX_"):]

    doc = re.sub(r"\b(BANDEX_[A-Z0-9_]+)(\*)?", constant, doc)
    doc = re.sub(r"\bbandex_(\w+)\(\)", r"api.\1()", doc)
    doc = re.sub(r"\bbandex_(\w+)", lambda match: class_name(match.group()) if match.group() in structs else match.group(), doc)
    return re.sub(r"\bNULL\b", "None", doc)


def class_name(name):
    return "".join(part.capitalize() for part in name[len("bandex_"):].split("_"))


def python_value(text):
    return int(eval(re.sub(r"\b(0x[0-9a-fA-F]+|\d+)[uUlL]+\b", r"\1", text), {"__builtins__": {}}))


def parse_enums(text, room):
    pattern = re.compile(r"(/\*\*(?:(?!\*/).)*\*/\s*)?(?:typedef )?enum(?: \w+)? \{(.*?)\}(?: bandex_\w+)?;", re.S)
    member = re.compile(r"(BANDEX_\w+)(?:\s*=\s*([^,/]+?))?\s*(?:,|(?=/\*)|$)\s*(/\*\*<(?:(?!\*/).)*\*/)?", re.S)
    for match in pattern.finditer(text):
        members, value = [], -1
        body = re.sub(r"/\*\*(?!<)(?:(?!\*/).)*\*/", "", match.group(2), flags=re.S)
        for m in member.finditer(body):
            value = python_value(m.group(2)) if m.group(2) else value + 1
            members.append((m.group(1), m.group(2) or str(value), value, clean(m.group(3))))
        names = [name for name, *_ in members if name != "BANDEX_OK"]
        if not names:
            continue
        if len(names) == 1:
            prefix = names[0].rsplit("_", 1)[0] + "_"
        else:
            prefix = os.path.commonprefix(names)
            prefix = prefix[:prefix.rindex("_") + 1]
        yield Group(prefix, clean(match.group(1)), room, members)


def parse_fields(body, where):
    """The fields of a struct's body, as (declaration, doc)."""
    body = re.sub(r"/\*(?!\*)(?:(?!\*/).)*\*/", "", body, flags=re.S)
    position, fields = 0, []
    pattern = re.compile(r"\s*(/\*\*(?!<)(?:(?!\*/).)*\*/)?\s*([^;/]+);\s*(/\*\*<(?:(?!\*/).)*\*/)?", re.S)
    while True:
        match = pattern.match(body, position)
        if not match:
            break
        fields.append((" ".join(match.group(2).split()), clean(match.group(3) or match.group(1))))
        position = match.end()
    if body[position:].strip():
        raise SystemExit("%s: cannot read %r" % (where, body[position:].strip()[:60]))
    return fields


def parse_structs(text, room):
    pattern = re.compile(r"(/\*\*(?:(?!\*/).)*\*/\s*)?typedef (struct|union) (bandex_\w+) \{(.*?)\n\} \3;", re.S)
    for match in pattern.finditer(text):
        doc, kind, name, body = match.groups()
        yield kind, name, clean(doc), parse_fields(body, name), room


def split_declaration(declaration):
    """'const bandex_rep *reps' -> ('const bandex_rep *', 'reps', None); several names give several."""
    head = re.match(r"((?:const |struct |unsigned )*\w+(?: const)?)\s*(.*)$", declaration)
    base, rest = head.group(1), head.group(2)
    for name in rest.split(","):
        m = re.match(r"\s*((?:\*\s*(?:const\s*)?)*)(\w+)((?:\[[^\]]+\])*)\s*$", name)
        if not m:
            yield None
            continue
        yield base, m.group(1).replace(" ", ""), m.group(2), m.group(3)


COUNT = re.compile(r"(^|_)(count|size|n)$")


def fill_count(field, flat):
    """The field that says how many entries of an array are in use: axis_count of axes, slot_count of slot_reps, count of
    the only array that there is."""
    arrays = sum(bool(array) for _, _, name, array, _ in flat if not name.endswith("_"))
    for base, stars, name, array, _ in flat:
        if base and not stars and not array and base in ("uint32_t", "size_t", "uint16_t", "uint8_t", "int32_t"):
            if (name == "count" and base != "int32_t" and arrays == 1) or (name.endswith("_count") and name[:2] == field[:2] and
                                   (field.startswith(name[:-len("_count")].rstrip("s")[:-1]))):
                return name
    return ""


def build_fields(name, raw, structs, groups, room):
    """Kinds of the fields; pointers take the count that follows them."""
    flat = []
    for declaration, doc in raw:
        if "(" in declaration:
            flat.append((None, None, re.search(r"\(\*(\w+)\)", declaration).group(1), "", doc))
            continue
        for parsed in split_declaration(declaration):
            if parsed is None:
                raise SystemExit("%s: cannot read %r" % (name, declaration))
            flat.append(parsed + (doc,))
    fields, counts = [], set()
    for index, (base, stars, field, array, doc) in enumerate(flat):
        if base is None:
            fields.append(Field(field, "OPAQUE", "object", doc))
            continue
        plain = base.replace("const ", "").replace("struct ", "").replace(" const", "").strip()
        enum = ""
        match = re.search(r"(BANDEX_[A-Z0-9_]+_)\*", doc) or re.search(r"(BANDEX_[A-Z0-9_]+) \.\.\.", doc)
        if match:
            fitting = [g for g in groups if match.group(1) == g.prefix or match.group(1) in [m[0] for m in g.members]]
            fitting.sort(key=lambda group: group.room != room)
            enum = fitting[0] if fitting else ""
        count = ""
        for later in flat[index + 1:index + 2]:
            if later[0] and later[0] in ("size_t", "uint32_t", "int32_t", "uint16_t", "uint8_t", "uint64_t") and not later[1] \
                    and not later[3] and COUNT.search(later[2]) and later[2] not in counts:
                count = later[2]
                break
        if plain == TEXT:
            if stars and count:
                counts.add(count)
            kind = ("LIST_LOCALIZED", "list[dict[str, str]]") if stars else ("LOCALIZED", "dict[str, str]")
            fields.append(Field(field, kind[0], kind[1], doc, "", count if stars else ""))
        elif plain.endswith("_fn") and not stars:
            fields.append(Field(field, "CALLBACK", "typing.Any", doc))
        elif plain == "bandex_catalog" and stars == "*":
            fields.append(Field(field, "CATALOG", "typing.Any", doc))
        elif plain in C_ONLY or (plain == "void" and stars):
            fields.append(Field(field, "OPAQUE", "object", doc))
        elif field == "struct_size":
            fields.append(Field(field, "STRUCT_SIZE", "int", doc))
        elif field.startswith("reserved"):
            fields.append(Field(field, "PRIVATE", "int", doc))
        elif field.endswith("_"):
            fields.append(Field(field, "BYTES", "_bytes", "Private: " + doc))  # state, which has to come back
        elif array and not stars:
            dims = re.findall(r"\[([^\]]+)\]", array)
            if len(dims) > 1:
                fields.append(Field(field, "PRIVATE", "int", doc))
            elif plain == "char":
                fields.append(Field(field, "CHARS", "str", doc))
            elif plain == "uint8_t":
                fields.append(Field(field, "BYTES", "_bytes", doc))
            else:
                fill = fill_count(field, flat)
                if fill:
                    counts.add(fill)
                if plain in SCALARS:
                    fields.append(Field(field, "ARRAY_" + SCALARS[plain][0], "list[%s]" % SCALARS[plain][1], doc, count=fill,
                                        enum=enum))
                elif plain in structs and plain not in OBJECTS:
                    fields.append(Field(field, "ARRAY_RECORD", "list[%s]" % class_name(plain), doc, plain, fill))
                else:
                    fields.append(Field(field, "PRIVATE", "int", doc))
        elif not stars:
            if plain in SCALARS:
                kind, annotation = SCALARS[plain]
                fields.append(Field(field, kind, annotation, doc, enum=enum))
            elif plain in structs and plain not in OBJECTS:
                fields.append(Field(field, "RECORD", class_name(plain), doc, plain))
            else:
                fields.append(Field(field, "OPAQUE", "object", doc))
        elif stars == "*" and plain == "char" and "const" in base:
            fields.append(Field(field, "TEXT", "str | None", doc))
        elif stars == "*" and count and plain in structs and plain not in OBJECTS:
            counts.add(count)
            fields.append(Field(field, "LIST_RECORD", "list[%s]" % class_name(plain), doc, plain, count))
        elif stars == "*" and count and plain == "uint8_t":
            counts.add(count)
            fields.append(Field(field, "LIST_U8", "_bytes", doc, "", count))
        elif stars == "*" and count and plain in SCALARS:
            counts.add(count)
            fields.append(Field(field, "LIST_" + SCALARS[plain][0], "list[%s]" % SCALARS[plain][1], doc, "", count, enum=enum))
        elif stars in ("**", "*const*") and count and plain == "char":
            counts.add(count)
            fields.append(Field(field, "LIST_TEXT", "list[str]", doc, "", count))
        elif stars == "*" and plain in structs and plain not in OBJECTS and "const" in base:
            fields.append(Field(field, "POINTER_RECORD", "%s | None" % class_name(plain), doc, plain))
        else:
            fields.append(Field(field, "OPAQUE", "object", doc))
    for field in fields:
        if field.name in counts:
            field.kind = "COUNT"
    return fields


# Names of groups, by their first constant, where the one that follows from the prefix would be that of a struct or of
# another group, or says too little.
GROUP_NAMES = {
    "BANDEX_OK": "Status", "BANDEX_REP_FULL": "RepClass", "BANDEX_RECORD_REP": "RecordType", "BANDEX_LOG_READ": "LogMode",
    "BANDEX_STATUS_ACTIVE": "RecordStatus", "BANDEX_PREDICTION_SLACK": "PredictionFlag", "BANDEX_FIELD_TOKEN": "FieldType",
    "BANDEX_FIELD_REQUIRED": "FieldRule", "BANDEX_KIND_FLAT": "ExerciseBandKind", "BANDEX_DETECT_REPETITIONS": "DetectMode",
    "BANDEX_PROVENANCE_MEASURED": "ForceProvenance", "BANDEX_SWITCH_AFTER_SET": "SwitchRule",
    "BANDEX_SWITCH_WEAKER_FIRST": "SwitchOrder", "BANDEX_SWITCH_REPS_PER_SIDE": "SwitchCount",
    "BANDEX_SIDE_WORKING": "ExerciseSide", "BANDEX_ACTION_CONCENTRIC": "MuscleAction", "BANDEX_AGGREGATE_DISTINCT": "VolumeAggregate",
    "BANDEX_PART_MAP": "PartKind", "BANDEX_PART_AXES": "PolicyPart", "BANDEX_POINT_EXCLUDED": "PointMark",
    "BANDEX_FORCE_SLACK": "ForceFlag", "BANDEX_HOLD_STRAIGHT": "Hold_", "BANDEX_BAND_FLAT": "BandKind",
    "BANDEX_REPS_ACCEPTED": "CountedReps", "BANDEX_HOLD_ENDS": "HoldForm",
}


def group_names(groups, struct_names):
    """A name for each group: no two alike, and none of a struct."""
    taken = set(struct_names)
    for group in groups:
        name = GROUP_NAMES.get(group.members[0][0]) or class_name(group.prefix.rstrip("_").lower())
        if name in taken:
            name += "Kind"
        while name in taken:
            name += "_"
        taken.add(name)
        group.name = name


def write(directory, name, lines):
    path = os.path.join(directory, name)
    text = "\n".join(lines) + "\n"
    if not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def order(structs, built):
    """Nested structs first."""
    done, result = set(), []

    def visit(name):
        if name in done or name not in built:
            return
        done.add(name)
        for field in built[name].fields:
            if field.record:
                visit(field.record)
        result.append(built[name])
    for name in structs:
        visit(name)
    return result


def write_headers(directory, paths):
    names = ["bandex/" + os.path.basename(path) for path in paths]
    write(directory, "headers.h", ["/* Made by bindings/swig/describe.py. */"] + ["#include <%s>" % name for name in names])
    write(directory, "headers.i", ["/* Made by bindings/swig/describe.py. */"] + ["%%include <%s>" % name for name in names])


def parse_prototypes(text):
    """(name, [(type, parameter)], type of the result) of each public function."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    for match in re.finditer(r"^BANDEX_API\s([^;(]*?)\b(bandex_\w+)\(([^;]*)\);", text, re.M):
        parameters = []
        for parameter in match.group(3).split(","):
            m = re.match(r"(.*?)(\w+)(\[\w+\])?$", " ".join(parameter.split()))
            if m and m.group(1).strip():
                parameters.append((m.group(1).replace(" ", "") + ("*" if m.group(3) else ""), m.group(2)))
        yield match.group(2), parameters, match.group(1).replace(" ", "")


def write_patterns(directory, prototypes, records):
    """Which parameters belong together: lists in, lists out, texts, bytes, memory."""
    names = {record.name for record in records}
    lines, seen = ["/* Made by bindings/swig/describe.py from the public headers. */"], set()

    def apply(pattern, *parameters):
        line = "%%apply (%s) { (%s) };" % (pattern, ", ".join(parameters))
        if line not in seen:
            seen.add(line)
            lines.append(line)

    for _, parameters, _ in prototypes:
        for i, (kind, name) in enumerate(parameters):
            following = parameters[i + 1:i + 3]
            is_size = len(following) > 0 and following[0][0] == "size_t"
            out_count = len(following) > 1 and following[1][0] == "size_t*"
            const = re.match(r"const(\w+)\*$", kind)
            plain = re.match(r"(\w+)\*$", kind)
            plural = name.endswith("s") or name in ("history", "permille", "cut_permille", "bytes", "old", "fresh")
            if not is_size or not (out_count or plural and COUNT.search(following[0][1])):
                continue
            size = "size_t " + following[0][1]
            if kind == "constuint8_t*":
                apply("const uint8_t *bytes, size_t size", "const uint8_t *" + name, size)
            elif const and (const.group(1) in names or const.group(1) in SCALARS) and name != "force":
                apply("const %s *items, size_t count" % const.group(1), "const %s *%s" % (const.group(1), name), size)
            elif plain and out_count:
                count = "size_t *" + following[1][1]
                if plain.group(1) == "char":
                    apply("char *text, size_t cap, size_t *length", "char *" + name, size, count)
                elif plain.group(1) == "uint8_t":
                    apply("uint8_t *buf, size_t cap, size_t *len", "uint8_t *" + name, size, count)
                elif plain.group(1) == "void":
                    apply("void *memory, size_t size, size_t *needed", "void *" + name, size, count)
                elif plain.group(1) in names or plain.group(1) in SCALARS:
                    apply("%s *items, size_t cap, size_t *count" % plain.group(1), "%s *%s" % (plain.group(1), name), size, count)
            elif re.match(r"const(\w+)\*\*$", kind) and out_count:
                item = kind[5:-2]
                if item in names:
                    apply("const %s **items, size_t cap, size_t *count" % item, "const %s **%s" % (item, name), size,
                          "size_t *" + following[1][1])
    write(directory, "patterns.i", lines)


# What stands for a C type in Python: objects, and what a call answers beside its result.
OBJECT_CLASSES = {"bandex_detector": "Detector", "bandex_device_decoder": "DeviceDecoder", "bandex_catalog": "Catalog | None",
                  "bandex_log": "LogHandle"}
UNTOLD = {"bandex_diag*", "bandex_memory*"}
DONE_BY_OBJECTS = {"rep_list_init", "rep_list_add", "io_memory_init", "history_free", "catalog_free"}


def python_class(name, extended):
    """The class of the records that calls answer: the package's own, where it adds to the struct."""
    return ("_model." if class_name(name) in extended else "_records.") + class_name(name)


def stub_type(kind, names, extended):
    """(annotation of an argument, annotation of a result) of a C type; None: neither."""
    kind = re.sub(r"^const", "", kind)
    base = kind.rstrip("*")
    if base in SCALARS and kind == base:
        return SCALARS[base][1], SCALARS[base][1]
    if kind == "char*":
        return "str | None", "str | None"
    if base in OBJECT_CLASSES and kind == base + "*":
        return OBJECT_CLASSES[base], "Any"
    if base in names:
        none = "" if kind == base else " | None"
        return "_records.%s | _Fields%s" % (class_name(base), none), python_class(base, extended) + none
    if kind == TEXT:
        return "Mapping[str, str]", "dict[str, str]"
    return None


def stub_signature(parameters, names, extended):
    """([argument], [result]) of a function, as the typemaps make them; None where a type is unknown."""
    arguments, results, i = [], [], 0
    while i < len(parameters):
        kind, name = parameters[i]
        rest = [k for k, _ in parameters[i + 1:i + 3]]
        item = re.sub(r"^const|\*+$", "", kind)
        one = SCALARS[item][1] if item in SCALARS else python_class(item, extended) if item in names else ""
        given = one if item in SCALARS else "_records.%s | _Fields" % class_name(item)
        pointer = kind.endswith("*")
        if kind in UNTOLD:
            i += 1
        elif pointer and rest[:1] == ["size_t"] and rest[1:] == ["size_t*"]:
            if item != "void":
                results.append({"char": "str", "uint8_t": "bytes"}.get(item, "list[%s]" % one))
            i += 3
        elif kind == "constuint8_t*":
            arguments.append("%s: Any" % name)
            i += 2 if rest[:1] == ["size_t"] else 1
        elif kind.startswith("const") and pointer and rest[:1] == ["size_t"] and COUNT.search(parameters[i + 1][1]) and \
                (item in names or item in SCALARS) and (name.endswith("s") or name in ("history", "permille", "cut_permille")):
            arguments.append("%s: Sequence[%s] | None" % (name, given))
            i += 2
        elif kind == "bandex_history*":
            results.append("list[_model.Session]")
            i += 1
        elif kind == "uint8_t*":
            results.append("bytes")
            i += 1
        elif item in SCALARS and kind == item + "*":
            results.append(one)
            i += 1
        else:
            known = stub_type(kind, names, extended)
            if not known:
                return None
            path = name in ("path", "damaged")
            arguments.append("%s: %s" % (name, "str | bytes | os.PathLike[Any]" if path else known[0]))
            if name == "self":
                arguments.append("/")  # SWIG's versions call it differently
            i += 1
    return arguments, results


def write_stub(directory, by_hand, prototypes, records, groups, headers):
    """The stub of the extension: what is written by hand, and after it every other function and constant of the headers."""
    text = open(by_hand, encoding="utf-8").read()
    told = set(re.findall(r"^def (\w+)", text, re.M))
    model = open(os.path.join(os.path.dirname(by_hand), "_model.py"), encoding="utf-8").read()
    extended = set(re.findall(r"^class (\w+)\(_records\.", model, re.M))
    names = {record.name for record in records}
    lines = [text.rstrip("\n"), "", "# The functions and constants of the public headers, made by bindings/swig/describe.py."]
    for name, parameters, kind in prototypes:
        short = name[len("bandex_"):]
        signature = stub_signature(parameters, names, extended)
        if short in told or short in DONE_BY_OBJECTS:
            continue
        if not signature:
            sys.exit("describe.py: %s: the stub wants a signature by hand" % name)
        result = stub_type(kind, names, extended)
        results = ([result[1]] if result and kind != "bandex_status" else []) + signature[1]
        answer = "None" if not results else results[0] if len(results) == 1 else "tuple[%s]" % ", ".join(results)
        lines.append("def %s(%s) -> %s: ..." % (short, ", ".join(signature[0]), answer))
    constants = [member for group in groups for member, *_ in group.members]
    for path in headers:
        header = re.sub(r"/\*.*?\*/", "", open(path, encoding="utf-8").read(), flags=re.S)
        constants += re.findall(r"^#define (BANDEX_(?!API\b|DEPRECATED\b)\w+)[ \t]+\S", header, re.M)
    known = set(re.findall(r"^(\w+):", text, re.M))
    lines += ["%s: int" % name for name in sorted({name[len("BANDEX_"):] for name in constants} - known)]
    write(directory, "_bandex.pyi", lines)


def write_c(directory, records, functions, groups):
    lines = ["/* SPDX-License-Identifier: MIT */", "/* Made by bindings/swig/describe.py from the public headers. */"]
    lines += ["static struct record record_of_%s;" % record.name for record in records]
    for record in records:
        lines.append("static const struct field fields_of_%s[] = {" % record.name)
        for field in record.fields:
            if field.kind in ("OPAQUE", "PRIVATE"):
                continue
            lines.append("    {\"%s\", KIND_%s, offsetof(%s, %s), sizeof(((%s *)0)->%s), %s, %s, %s, %s}," % (
                field.name, field.kind, record.name, field.name, record.name, field.name,
                "&record_of_%s" % field.record if field.record else "NULL",
                "offsetof(%s, %s)" % (record.name, field.count) if field.count else "0",
                "sizeof(((%s *)0)->%s)" % (record.name, field.count) if field.count else "0",
                '"%s"' % field.enum if field.enum else "NULL"))
        lines.append("    {NULL, KIND_END, 0, 0, NULL, 0, 0, NULL}};")
        default = "bandex_%s_default" % record.name[len("bandex_"):]
        lines.append("static struct record record_of_%s = {\"%s\", \"%s\", sizeof(%s), fields_of_%s, %s, NULL, NULL, NULL};" % (
            record.name, record.name[len("bandex_"):], class_name(record.name), record.name, record.name,
            "(default_function)%s" % default if default in functions else "NULL"))
    lines.append("static struct record *const all_records[] = {")
    lines += ["    &record_of_%s," % record.name for record in records]
    lines.append("    NULL};")
    lines.append("static const struct constant all_constants[] = {")
    for group in groups:
        lines += ['    {"%s", "%s", %s},' % (group.name, member_name(member, group), member)
                  for member, *_ in group.members]
    lines.append("    {NULL, NULL, 0}};")
    write(directory, "records.h", lines)
    write(directory, "records.i", ["/* Made by bindings/swig/describe.py from the public headers. */"] +
          ["%%bandex_record(%s)" % record.name for record in records])


def wrap(text, indent, width=116):
    return textwrap.wrap(text, width - len(indent), break_long_words=False) or [""]


def docstring(text, indent):
    text = (text or "").replace("\\", "\\\\").replace('"""', "'''")
    lines = wrap(text[:1].upper() + text[1:], indent)
    if len(lines) == 1:
        return ['%s"""%s"""' % (indent, lines[0])]
    return ['%s"""%s' % (indent, lines[0])] + [indent + line for line in lines[1:]] + [indent + '"""']


def twin(field):
    """Seconds for microseconds and milliseconds, newtons for millinewtons."""
    if field.kind not in ("U32", "U64", "I32", "I64"):
        return None
    for suffix, other, scale, unit in (("_us", "_s", 1e-6, "s"), ("_mn", "_n", 1e-3, "N")):
        if field.name.endswith(suffix):
            return field.name[:-len(suffix)] + other, scale, unit
    return None


def pair_of(field):
    pair = twin(field)
    return pair and pair[0]


def write_records_py(directory, records):
    lines = ['# Made by bindings/swig/describe.py from the public headers.',
             '"""The plain structs of the library as Python classes, with the words of its headers."""',
             "from __future__ import annotations", "", "import typing", "from typing import TYPE_CHECKING", "",
             "from ._record import Record as Record", "", "_bytes = bytes", "", ""]
    for record in records:
        public = [f for f in record.fields if f.kind not in ("OPAQUE", "PRIVATE", "COUNT", "STRUCT_SIZE")]
        lines.append("class %s(Record):" % class_name(record.name))
        doc = docstring(record.doc, "    ")
        body = ["", "    Fields:"]
        for field in public:
            body += textwrap.wrap("%s: %s" % (field.name, field.doc), 112, initial_indent="        ",
                                  subsequent_indent="            ")
        body = [line.replace("\\", "\\\\") for line in body]
        if len(doc) == 1:
            doc = [doc[0][:-3]] + body + ['    """']
        else:
            doc = doc[:-1] + body + ['    """']
        lines += doc + [""]
        lines.append('    _record = "%s"' % record.name[len("bandex_"):])
        lines.append("    __slots__ = (%s)" % "".join('"%s", ' % f.name for f in public))
        lines.append("    _fields = __slots__")
        objects = [f.name for f in public if f.kind in ("CALLBACK", "CATALOG")]
        if objects:
            lines.append("    _objects = (%s)" % "".join('"%s", ' % name for name in objects))
        lines.append("    if TYPE_CHECKING:")
        arguments, twins = [], []
        for field in public:
            annotation = field.annotation
            lines.append("        %s: %s" % (field.name, annotation))
            accepted = annotation + " | str" if field.enum else annotation
            if annotation.startswith("list["):
                inner = annotation[5:-1]
                accepted = "typing.Sequence[%s]" % (inner if inner in ("int", "float", "str", "dict[str, str]") else
                                             "%s | typing.Mapping[str, typing.Any] | str" % inner)
            elif field.kind == "RECORD":
                accepted = "%s | typing.Mapping[str, typing.Any] | str" % annotation
            if field.kind in ("POINTER_RECORD",):
                accepted = annotation + " | typing.Mapping[str, typing.Any] | str"
            if pair_of(field):
                twins.append("%s: float = ..." % pair_of(field))
            arguments.append("%s: %s = ..." % (field.name, accepted))
        lines.append("")
        if arguments:
            lines.append("        def __init__(self, *, %s) -> None: ..." % ", ".join(arguments + twins))
        else:
            lines.append("        def __init__(self) -> None: ...")
        lines.append("")
        for field in public:
            pair = twin(field)
            if pair and pair[0] not in [f.name for f in public]:
                lines += ["    @property", "    def %s(self) -> float:" % pair[0],
                          '        """%s in %s."""' % (field.name, pair[2]),
                          "        return self.%s * %r" % (field.name, pair[1]) if pair[1] != 1e-6 else
                          "        return self.%s / 1e6" % field.name, ""]
        lines.append("")
    lines.append("__all__ = [%s]" % ", ".join('"%s"' % class_name(r.name) for r in records))
    lines.append("RECORDS: tuple[type[Record], ...] = (%s)" % "".join("%s, " % class_name(r.name) for r in records))
    write(directory, "_records.py", lines)


def write_enums_py(directory, groups):
    lines = ['# Made by bindings/swig/describe.py from the public headers.',
             '"""The constants of the library, one class a group."""', "from enum import IntEnum, IntFlag", "", ""]
    for group in groups:
        lines.append("class %s(%s):" % (group.name, "IntFlag" if group.flags else "IntEnum"))
        body = docstring(group.doc or "Constants %s*." % group.prefix, "    ")
        extra = ["", "    Members:"]
        for member, _, _, doc in group.members:
            extra += textwrap.wrap("%s: %s" % (member_name(member, group), doc), 112, initial_indent="        ",
                                   subsequent_indent="            ")
        body = [body[0][:-3]] + extra + ['    """'] if len(body) == 1 else body[:-1] + extra + ['    """']
        lines += body + [""]
        for member, _, value, _ in group.members:
            lines.append("    %s = %d" % (member_name(member, group), value))
        lines += ["", ""]
    lines.append("__all__ = [%s]" % ", ".join('"%s"' % g.name for g in groups))
    lines.append("ENUMS: dict[str, type[IntEnum] | type[IntFlag]] = {%s}" %
                 "".join('"%s": %s, ' % (g.name, g.name) for g in groups))
    lines.insert(2, "from __future__ import annotations")
    lines.insert(3, "")
    write(directory, "_enums.py", lines)


def member_name(member, group):
    name = member[len(group.prefix):] if member.startswith(group.prefix) else member[len("BANDEX_"):]
    return name if name[0].isalpha() else "_" + name


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("headers", nargs="+")
    parser.add_argument("--stub", required=True, help="what is written by hand of the extension's stub")
    parser.add_argument("--objects", default="", help="structs that stay objects")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    OBJECTS.update(arguments.objects.split(";"))
    structs, groups, functions, prototypes = {}, [], set(), []
    for path in arguments.headers:
        text = open(path, encoding="utf-8").read()
        prototypes += parse_prototypes(text)
        room = os.path.basename(path)[:-2]
        groups += parse_enums(text, room)
        functions.update(re.findall(r"\b(bandex_\w+)\(", re.sub(r"/\*.*?\*/", "", text, flags=re.S)))
        for kind, name, doc, raw, where in parse_structs(text, room):
            if kind == "union":
                OBJECTS.add(name)
            structs[name] = (doc, raw, where)
    built = {}
    for name, (doc, raw, room) in structs.items():
        if name not in OBJECTS | C_ONLY | {TEXT}:
            built[name] = Struct(name, doc, room, build_fields(name, raw, structs, groups, room))
    group_names(groups, {class_name(name) for name in structs})
    for struct in built.values():
        for field in struct.fields:
            field.enum = field.enum.name if field.enum else ""
    records = order(structs, built)
    structs.setdefault("bandex_status", None)
    for thing in records + groups:
        thing.doc = pythonic(thing.doc, groups, structs, thing.room)
    for record in records:
        for field in record.fields:
            field.doc = pythonic(field.doc, groups, structs, record.room)
    for group in groups:
        group.members = [(*member[:3], pythonic(member[3], groups, structs, group.room)) for member in group.members]
    os.makedirs(arguments.out, exist_ok=True)
    write_headers(arguments.out, arguments.headers)
    write_patterns(arguments.out, prototypes, records)
    write_c(arguments.out, records, functions, groups)
    write_records_py(arguments.out, records)
    write_enums_py(arguments.out, groups)
    write_stub(arguments.out, arguments.stub, prototypes, records, groups, arguments.headers)


if __name__ == "__main__":
    sys.exit(main())
