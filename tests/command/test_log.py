# SPDX-License-Identifier: MIT
"""Every action of `bandex log` as a user runs it: good input, bad input, damaged logs, a full disk, names that are not ASCII."""
import csv as csv_module
import io
import json
import os
import subprocess
import unittest

from test_command import BANDEX, Files, csv, pulls, run

NAMES = ("a.bandex", "Übung 練習.bandex")


class Logs(Files):
    def session(self, name, exercise="row_seated", band="theraband/green", sets=2, count=5):
        """Another session in the log of that name; its path."""
        path = self.write("set.csv", csv(pulls(count)))
        self.result("train", *[path] * sets, "--exercise", exercise, "--band", band, "--log", self.path(name), "--json")
        return self.path(name)

    def records(self, path):
        return self.result("log", "show", path, "--json")

    def ids(self, path):
        return sorted(record["id"] for record in self.records(path))

    def content(self, path):
        with open(path, "rb") as file:
            return file.read()

    def full_disk(self, *words):
        with open("/dev/full", "wb") as full:
            got = subprocess.run([BANDEX, *words], stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(got.returncode, 1, words)
        self.assertIn(b"cannot write", got.stderr, words)


class Frame(Logs):
    def test_wrong_command_lines(self):
        log = self.session("a.bandex")
        before = self.content(log)
        for words in ((), ("frobnicate", log), ("show",), ("show", log, log), ("check",), ("check", log, log), ("salvage", log), ("salvage",),
                      ("compact",), ("compact", log, log), ("export",), ("export", log, log), ("import", log), ("import",), ("merge", log),
                      ("merge",), ("merge", *[log] * 17), ("show", log, "--from", "yesterday"), ("show", log, "--to", "2026-13-01"),
                      ("show", log, "--from", "2026-01-01x"), ("export", log, "--format", "xml"), ("export", log, "--exercise", "x" * 48),
                      ("show", log, "--no-such-option")):
            self.refused(2, "log", *words)
        self.assertEqual(self.content(log), before)

    def test_no_such_file_and_no_log(self):
        missing, other, empty = self.path("missing.bandex"), self.write("text.bandex", "not a log\n"), self.write("empty.bandex", b"")
        log = self.session("a.bandex")
        for action in ("show", "check", "compact", "export"):
            self.refused(1, "log", action, missing, says="missing.bandex")
            self.refused(1, "log", action, other, says="text.bandex")
            self.refused(1, "log", action, self.folder.name)
        for action in ("show", "check", "export"):
            self.refused(1, "log", action, empty)
        self.refused(1, "log", "salvage", missing, self.path("new.bandex"), says="missing.bandex")
        self.refused(1, "log", "import", missing, log, says="missing.bandex")
        self.refused(1, "log", "import", self.folder.name, log)
        self.refused(1, "log", "merge", log, missing, says="missing.bandex")
        self.refused(1, "log", "merge", log, other, says="text.bandex")
        self.refused(1, "log", "merge", other, log, says="text.bandex")
        self.assertEqual(self.content(other), b"not a log\n")
        self.assertFalse(os.path.exists(missing) or os.path.exists(self.path("new.bandex")))

    def test_a_full_disk_is_told(self):
        log = self.session("a.bandex")
        for words in (("show", log), ("show", log, "--json"), ("check", log), ("check", log, "--json"), ("export", log),
                      ("export", log, "--format", "csv"), ("export", log, "--format", "fit"), ("compact", log), ("compact", log, "--json"),
                      ("merge", log, log), ("merge", log, log, "--json")):
            self.full_disk("log", *words)
        self.full_disk("log", "salvage", log, self.path("new.bandex"))
        self.full_disk("log", "import", self.write("a.csv", "record\n"), log)
        self.refused(1, "log", "export", log, "-o", "/dev/full")
        self.refused(1, "log", "export", log, "-o", self.path("no/such/folder.json"), says="No such file")
        self.refused(1, "log", "salvage", log, self.path("no/such/folder.bandex"))


class Show(Logs):
    def test_what_was_done(self):
        for name in NAMES:
            log = self.session(name)
            records = self.records(log)
            self.assertEqual(sorted(record["type"] for record in records), ["session", "set", "set"])
            sets = [record for record in records if record["type"] == "set"]
            for record in sets:
                self.assertEqual((record["exercise"], record["accepted_reps"], len(record["reps"])), ("row_seated", 5, 5))
            text = run("log", "show", log).stdout.decode()
            self.assertEqual(text.count("row_seated"), 2)
            self.assertIn("5 reps", text)

    def test_filters(self):
        log = self.session("a.bandex")
        self.session("a.bandex", "lateral_raise", "theraband/red", sets=1)
        day = run("log", "show", log).stdout.decode().split()[0]
        only = self.result("log", "show", log, "--exercise", "lateral_raise", "--json")
        self.assertEqual([record["exercise"] for record in only if record["type"] == "set"], ["lateral_raise"])
        self.assertEqual(self.result("log", "show", log, "--exercise", "übung", "--json"), [])
        self.assertEqual(self.result("log", "show", log, "--to", "2020-01-01", "--json"), [])
        self.assertEqual(self.result("log", "show", log, "--from", "2100-01-01", "--json"), [])
        self.assertEqual(len(self.result("log", "show", log, "--from", "2020-01-01", "--to", "2100-01-01", "--json")), 5)
        self.assertRegex(day, r"^\d{4}-\d\d-\d\d$")


class Check(Logs):
    def test_a_sound_log(self):
        log = self.session(NAMES[1])
        got = self.result("log", "check", log, "--json")
        self.assertEqual((got["records"], got["damaged"], got["lost_bytes"]), (3, 0, 0))
        self.assertEqual(got["size"], os.path.getsize(log))
        self.assertIn(b"3 records, 0 damaged", run("log", "check", log).stdout)

    def test_a_damaged_log(self):
        log = self.session("a.bandex")
        bytes_ = bytearray(self.content(log))
        bytes_[len(bytes_) // 2] ^= 1
        self.write("a.bandex", bytes(bytes_))
        got = run("log", "check", log, "--json")
        self.assertEqual(got.returncode, 1)
        self.assertEqual(json.loads(got.stdout)["damaged"], 1)
        shown = run("log", "show", log, "--json")
        self.assertEqual((shown.returncode, len(json.loads(shown.stdout))), (0, 2))
        self.assertIn(b"damaged", shown.stderr)

    def test_every_truncation(self):
        log = self.session("a.bandex", sets=1, count=2)
        whole, ids = self.content(log), self.ids(log)
        for size in range(0, len(whole), 7):
            self.write("cut.bandex", whole[:size])
            got = run("log", "show", self.path("cut.bandex"), "--json")
            if got.returncode == 0:
                found = [record["id"] for record in json.loads(got.stdout)]
                self.assertTrue(set(found) <= set(ids) and len(found) < len(ids), size)
            else:
                self.assertEqual((got.returncode, got.stdout), (1, b""), size)
                self.assertTrue(got.stderr.strip(), size)
            self.assertLess(len(got.stderr), 500)


class Salvage(Logs):
    def test_what_is_intact_is_saved(self):
        for name in NAMES:
            log = self.session(name)
            saved = self.path("saved " + name)
            bytes_ = bytearray(self.content(log))
            middle = len(bytes_) // 2
            bytes_[middle:middle + 20] = bytes(20)
            self.write(name, bytes(bytes_))
            got = self.result("log", "salvage", log, saved, "--json")
            self.assertEqual((got["records"], got["damaged"] > 0), (2, True))
            self.assertEqual(self.content(log), bytes(bytes_), "the damaged log stays as it is")
            self.assertEqual(self.result("log", "check", saved, "--json")["damaged"], 0)
            self.assertEqual(len(self.records(saved)), 2)
            self.refused(1, "log", "salvage", log, saved, says="already")
            self.refused(1, "log", "salvage", log, log, says="already")

    def test_lost_headers(self):
        log = self.session("a.bandex")
        ids = self.ids(log)
        bytes_ = bytearray(self.content(log))
        bytes_[:30] = bytes(30)
        self.write("a.bandex", bytes(bytes_))
        self.assertIn(b"3 records saved", run("log", "salvage", log, self.path("b.bandex")).stdout)
        self.assertEqual(self.ids(self.path("b.bandex")), ids)

    def test_nothing_to_save(self):
        self.refused(1, "log", "salvage", self.write("x.bandex", bytes(5000)), self.path("y.bandex"))
        self.assertFalse(os.path.exists(self.path("y.bandex")))


class Compact(Logs):
    def test_every_record_stays(self):
        for name in NAMES:
            log = self.session(name)
            self.session(name)
            ids, before = self.ids(log), os.path.getsize(log)
            got = self.result("log", "compact", log, "--json")
            self.assertEqual(got["kept"], 6)
            self.assertEqual(self.ids(log), ids)
            self.assertLessEqual(os.path.getsize(log), before)
            self.assertEqual(self.result("log", "check", log, "--json")["damaged"], 0)
            self.assertIn(b"6 records kept", run("log", "compact", log).stdout)
            self.assertEqual(sorted(os.listdir(self.folder.name)), sorted([name, "set.csv"]), "no file is left behind")
            os.remove(log)

    def test_a_torn_end_goes(self):
        log = self.session("a.bandex")
        with open(log, "ab") as file:
            file.write(b"\x44torn")
        self.result("log", "compact", log, "--json")
        self.assertEqual(self.result("log", "check", log, "--json")["lost_bytes"], 0)
        self.assertEqual(len(self.records(log)), 3)


class Exchange(Logs):
    def test_json_is_what_show_prints(self):
        log, out = self.session(NAMES[1]), self.path("Aus gabe é.json")
        self.assertEqual(self.result("log", "export", log), self.records(log))
        got = run("log", "export", log, "-o", out)
        self.assertEqual((got.returncode, got.stdout, got.stderr), (0, b"", b""))
        self.assertEqual(json.loads(self.content(out)), self.records(log))
        self.assertEqual(json.loads(run("log", "export", log, "--exercise", "deadlift").stdout), [])

    def test_csv_comes_back_as_it_was(self):
        log, again = self.session(NAMES[0]), self.path("again " + NAMES[1])
        self.session(NAMES[0], "lateral_raise", "theraband/red")
        table = run("log", "export", log, "--format", "csv").stdout
        rows = list(csv_module.DictReader(io.StringIO(table.decode(), newline="")))
        self.assertEqual([sum(row["record"] == kind for row in rows) for kind in ("set", "rep", "session")], [4, 20, 2])
        path = self.write("a.csv", table)
        self.assertEqual(self.result("log", "import", path, again, "--json"), {"added": 6, "present": 0})
        strip = lambda records: sorted(({k: v for k, v in r.items() if k != "seq"} for r in records), key=lambda r: r["id"])
        self.assertEqual(strip(self.records(again)), strip(self.records(log)))
        self.assertEqual(self.result("log", "import", path, again, "--json"), {"added": 0, "present": 6})
        got = run("log", "import", "-", self.path("stdin.bandex"), stdin=table)
        self.assertEqual((got.returncode, got.stdout), (0, b"6 added, 0 there already\n"))
        # other line ends, another order of columns, columns left out
        names = ["exercise", "record", "accepted_reps", "start_ms", "id"]
        text = ",".join(names) + "\n" + "".join(",".join(row[n] for n in names) + "\n" for row in rows if row["record"] == "set")
        few = self.path("few.bandex")
        self.result("log", "import", self.write("few.csv", text), few, "--json")
        self.assertEqual([record["accepted_reps"] for record in self.records(few)], [5] * 4)

    def test_fit_fields(self):
        log = self.session("a.bandex")
        rows = list(csv_module.DictReader(io.StringIO(run("log", "export", log, "--format", "fit").stdout.decode(), newline="")))
        sets = [record for record in self.records(log) if record["type"] == "set"]
        self.assertEqual(len(rows), 2)
        for i, (row, record) in enumerate(zip(rows, sets)):
            self.assertEqual((row["message"], row["message_index"], row["set_type"], row["repetitions"]), ("set", str(i), "active", "5"))
            # seconds since 1989-12-31 00:00 UTC; weight in sixteenths of a kilogram
            self.assertEqual(int(row["start_time"]) + 631065600, record["start_ms"] // 1000)
            self.assertAlmostEqual(float(row["weight"]), record["peak_mn"] / 9806.65, delta=1 / 32)
            self.assertEqual(float(row["weight"]) * 16 % 1, 0)
            span = (record["reps"][-1]["end_us"] - record["reps"][0]["start_us"]) / 1e6
            self.assertAlmostEqual(float(row["duration"]), span, delta=1e-3)
            self.assertGreaterEqual(int(row["timestamp"]), int(row["start_time"]) + span)
            self.assertTrue(row["category"])

    def test_the_log_is_not_overwritten_by_its_export(self):
        log = self.session("a.bandex")
        before = self.content(log)
        os.symlink(log, self.path("link"))
        for out in (log, self.path("link"), os.path.join(self.folder.name, ".", "a.bandex")):
            for form in ("json", "csv", "fit"):
                self.refused(1, "log", "export", log, "--format", form, "-o", out, says="the log itself")
        self.assertEqual(self.content(log), before)

    def test_bad_tables(self):
        log = self.session("a.bandex")
        before = self.records(log)
        new = self.path("new.bandex")
        head = "record,id,start_ms,exercise,accepted_reps\n"
        one = "set,%032x,1764000000000,row_seated,8\n" % 1
        tables = (("", "nothing in it"), ("\n", None), ("what,is,this\n1,2,3\n", "what"), (head + "picture,1,2,3,4\n", "picture"),
                  (head + "set,zz,1764000000000,row_seated,8\n", None), (head + "set,%032x,soon,row_seated,8\n" % 1, "start_ms"),
                  (head + "set,%032x,1764000000000,row_seated,99999999999\n" % 1, None),
                  (head + "set,%032x,1764000000000,%s,8\n" % (1, "x" * 48), None), (head + 'set,"' + "x" * 100000, None),
                  ("record" + ",id" * 300 + "\n", None), (head + "set,%032x,1764000000000,row\0seated,8\n" % 1, None),
                  (bytes(range(256)) * 50, None))
        for table, says in tables:
            path = self.write("bad.csv", table)
            self.refused(1, "log", "import", path, log, says=says)
            self.refused(1, "log", "import", path, new)
            self.assertFalse(os.path.exists(new), table[:60])
        self.assertEqual(self.records(log), before)
        # what stands before the bad row is kept, and it is told
        got = run("log", "import", self.write("half.csv", head + one + "set,%032x,never,row_seated,8\n" % 2), new)
        self.assertEqual(got.returncode, 1)
        self.assertIn(b"1 records were added before", got.stderr)
        self.assertEqual(len(self.records(new)), 1)

    def test_text_that_is_not_ascii(self):
        new, table = self.path(NAMES[1]), "record,id,start_ms,exercise,band_instance\nset,%032x,1764000000000,row_seated,\"Omas „Grünes“, 緑\"\n" % 7
        self.result("log", "import", self.write("Zug.csv", table), new, "--json")
        self.assertEqual(self.records(new)[0]["band"]["instance"], "Omas „Grünes“, 緑")
        self.assertIn("Omas „Grünes“, 緑", run("log", "export", new, "--format", "csv").stdout.decode())


class Merge(Logs):
    def test_two_phones(self):
        one, two = self.session(NAMES[0]), self.session(NAMES[1], "lateral_raise", "theraband/red")
        ids = sorted(self.ids(one) + self.ids(two))
        self.assertEqual(self.result("log", "merge", one, two, "--json"), {"added": 3, "updated": 0, "present": 0, "conflicts": 0})
        self.assertEqual(self.ids(one), ids)
        self.assertEqual(self.result("log", "merge", one, two, "--json"), {"added": 0, "updated": 0, "present": 3, "conflicts": 0})
        self.assertEqual(self.ids(one), ids)
        self.assertIn(b"3 added, 0 updated, 3 there already", run("log", "merge", two, one).stdout)
        self.assertEqual(self.ids(two), ids)

    def test_many_into_a_new_one(self):
        logs = [self.session("%d.bandex" % i, sets=1) for i in range(3)]
        new = self.path("all.bandex")
        self.assertEqual(self.result("log", "merge", new, *logs, "--json")["added"], 6)
        self.assertEqual(len(self.records(new)), 6)
        self.assertEqual(self.result("log", "merge", new, new, "--json"), {"added": 0, "updated": 0, "present": 6, "conflicts": 0})

    def test_what_cannot_be_read_makes_no_log(self):
        new = self.path("new.bandex")
        self.refused(1, "log", "merge", new, self.path("missing.bandex"))
        self.assertFalse(os.path.exists(new))

    def test_a_torn_log_gives_what_is_intact(self):
        torn, into = self.session("a.bandex"), self.session("b.bandex")
        self.write("a.bandex", self.content(torn)[:-5])
        self.assertEqual(self.result("log", "merge", into, torn, "--json")["added"], 2)

    def test_a_second_writer_is_refused(self):
        log, other = self.session("a.bandex"), self.session("b.bandex")
        before = self.content(log)
        process = subprocess.Popen([BANDEX, "log", "import", "-", log], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(process.communicate)
        process.stdin.write(b"record,id,start_ms,exercise\n" + b"set,%032x,1764000000000,row_seated\n" % 5 * 2000)
        process.stdin.flush()  # more than a pipe holds unread: the log is open now
        for words in (("merge", log, other), ("compact", log), ("import", self.write("e.csv", "record\n"), log)):
            self.refused(1, "log", *words)
        self.assertEqual(self.content(log)[:len(before)], before)


if __name__ == "__main__":
    unittest.main()
