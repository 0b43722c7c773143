# SPDX-License-Identifier: MIT
"""Logs, policies, plans and knowledge, through Python."""
import copy
import errno
import gc
import math
import os
import pathlib
import pickle
import tempfile
import unittest

import bandex
from bandex import api
from signals import pulls

REPS = bandex.detect(pulls(10), rate_hz=80)
LADDER = [{"band": "theraband/red", "strands": 1, "force_n": 30}, {"band": "theraband/green", "strands": 1, "force_n": 40},
          bandex.Rung(band="theraband/blue", strands=1, force_n=50)]


class Place(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "training.bandex")


class Logs(Place):
    def test_a_set_comes_back(self):
        with bandex.Log(self.path) as log:
            stored = log.append(bandex.Set(exercise="row_seated", band="theraband/green", reps=REPS))
            self.assertEqual((stored.detected_reps, stored.accepted_reps), (10, 10))
            self.assertEqual(log.report.records, 1)
        self.assertTrue(log.closed)
        with bandex.Log(self.path, "read") as log:
            (again,) = log
            self.assertEqual(again.id, stored.id)
            self.assertEqual(len(again.reps), 10)
            self.assertAlmostEqual(again.reps[3].peak, REPS[3].peak, places=2)
            (session,) = log.sessions("row_seated")
            self.assertEqual([one.accepted_reps for one in session.sets], [10])
            self.assertEqual(log.sessions("pull_apart"), [])
            (entry,) = log.records()
            self.assertEqual(api.record_head_decode(entry.bytes, bandex.RecordHead()), None)

    def test_sessions_replacing_and_removing(self):
        with bandex.Log(self.path) as log:
            session = log.append(bandex.Session(sets=[{"exercise": "row_seated", "accepted_reps": 8, "without_sensor": True}] * 3))
            self.assertEqual(len(log.sessions()[0].sets), 3)
            log.replace(session.replace(pain_morning=4))
            self.assertEqual(log.sessions()[0].pain_morning, 4)
            log.remove(session.sets[0].id)
            self.assertEqual(len(log.sessions()[0].sets), 2)

    def test_refusals(self):
        with self.assertRaises(bandex.NotFoundError) as caught:
            bandex.Log(self.path, "read")
        self.assertIsInstance(caught.exception, FileNotFoundError)
        self.assertEqual(caught.exception.errno, errno.ENOENT)
        self.assertIn(self.path, str(caught.exception))
        for mode in ("sometimes", "strict", "", None, 1):
            with self.assertRaises(bandex.ArgumentError, msg=mode):
                bandex.Log(self.path, mode)
        for place in (None, 3, [], object()):
            with self.assertRaises(TypeError, msg=place):
                bandex.Log(place)
        with self.assertRaises(ValueError):
            bandex.Log("a\0b")
        with self.assertRaises(OSError) as caught:
            bandex.Log(os.path.dirname(self.path))
        self.assertIn(os.path.dirname(self.path), str(caught.exception))
        for record in (None, 3, "text", [], bandex.Rung()):
            with self.assertRaises(TypeError, msg=record), bandex.Log(api.MemoryIo(9999, b"")) as log:
                log.append(record)
        log = bandex.Log(self.path)
        with self.assertRaises(bandex.LockedError) as caught:
            bandex.Log(self.path)
        self.assertIsInstance(caught.exception, OSError)
        log.close()
        log.close()
        with self.assertRaises(bandex.StateError):
            log.append(bandex.Set(exercise="row_seated"))
        with open(self.path, "wb") as file:
            file.write(b"this is no log at all")
        with self.assertRaises(bandex.DataError):
            bandex.Log(self.path, "read")

    def test_damage_is_reported(self):
        with bandex.Log(self.path) as log:
            for _ in range(3):
                log.append(bandex.Set(exercise="row_seated", reps=REPS))
        with open(self.path, "r+b") as file:
            file.seek(os.path.getsize(self.path) // 2)
            file.write(b"\xff\xff\xff")
        report = bandex.Log.check(self.path)
        self.assertEqual((report.records, report.damaged), (2, 1))
        self.assertGreater(report.lost_bytes, 0)
        with self.assertRaises(bandex.ChecksumError):
            bandex.Log(self.path, "read", strict=True)
        self.assertEqual(bandex.Log.salvage(self.path, self.path + "2").records, 2)
        self.assertEqual(bandex.Log.check(self.path + "2").damaged, 0)

    def test_a_cursor_remembers_what_it_passed(self):
        with bandex.Log(self.path) as log:
            for _ in range(3):
                log.append(bandex.Set(exercise="row_seated", accepted_reps=8))
            first = next(log.records()).offset
        with open(self.path, "r+b") as file:  # a block that was written twice
            file.seek(first)
            again = file.read()
            file.write(again)
        with bandex.Log(self.path, "read") as log:
            self.assertEqual(len(list(log.records())), 3)
            self.assertEqual(len(list(log)), 3)

    def test_places_of_ones_own(self):
        class Memory:
            def __init__(self):
                self.bytes = bytearray()

            def size(self):
                return len(self.bytes)

            def read(self, offset, size):
                return bytes(self.bytes[offset:offset + size])

            def write(self, offset, data):
                self.bytes[offset:offset + len(data)] = data

        class Broken(Memory):
            def write(self, offset, data):
                raise PermissionError("no, thank you")

        class Silly(Memory):
            def size(self):
                return "many"

        place, builtin = Memory(), api.MemoryIo(1 << 20, b"")
        for where in (place, builtin):
            with bandex.Log(where, salt=7, created_ms=1) as log:
                log.append(bandex.Set(exercise="row_seated", reps=REPS, id=bytes(range(16)), start_ms=1000))
        self.assertEqual(bytes(place.bytes), builtin.read(0, builtin.size()))
        with self.assertRaisesRegex(PermissionError, "thank you"):
            bandex.Log(Broken(), salt=7)
        with self.assertRaises(TypeError):
            bandex.Log(Silly(), salt=7)

    def test_paths_of_any_kind(self):
        folder = os.path.join(os.path.dirname(self.path), "caf\u00e9 \u65e5\u672c")
        os.mkdir(folder)
        path = os.path.join(folder, "l\u00f6g.bandex")
        for kind in (str, os.fsencode, pathlib.Path):
            with bandex.Log(kind(path)) as log:
                log.append(bandex.Set(exercise="dominada \u65e5", accepted_reps=1, without_sensor=True))
        self.assertEqual(bandex.Log.check(os.fsencode(path)).records, 3)
        self.assertEqual([one.exercise for one in bandex.Log(path, "read")], ["dominada \u65e5"] * 3)
        try:
            open(os.fsencode(folder) + b"/\xff", "wb").close()
        except OSError:
            return  # a file system of UTF-8 alone
        name = os.fsdecode(os.fsencode(folder) + b"/\xff.bandex")
        with bandex.Log(name) as log:
            log.append({"exercise": "row_seated", "accepted_reps": 1, "without_sensor": True})
        self.assertTrue(os.path.exists(name))

    def test_dicts_as_records(self):
        with bandex.Log(api.MemoryIo(1 << 20, b"")) as log:
            one = log.append({"exercise": "row_seated", "reps": list(REPS)})
            self.assertEqual((type(one), one.detected_reps), (bandex.Set, len(REPS)))
            session = log.append({"sets": [{"exercise": "row_seated", "accepted_reps": 4, "without_sensor": True}]})
            self.assertIsInstance(session, bandex.Session)
            self.assertEqual(len(list(log)), 2)


class Policies(unittest.TestCase):
    def session(self, *reps, rung=0, target=12):
        return {"sets": [{"exercise": "row_seated", "rung": rung, "accepted_reps": n, "target_reps": target, "without_sensor": True}
                         for n in reps], "sets_prescribed": len(reps)}

    def test_next_and_why(self):
        policy = bandex.policy("double", lo=8, hi=12)
        start = policy.next(LADDER)
        self.assertEqual((start.action, start.next.reps), (bandex.Action.START, 8))
        up = policy.next(LADDER, [self.session(12, 12, 12)])
        self.assertEqual((up.action, up.next.rung, up.next.reps), (bandex.Action.ADVANCE_LOAD, 1, 8))
        self.assertIn("green", str(up))
        self.assertNotEqual(up.text("es"), str(up))
        self.assertEqual(up.reasons[0].code, bandex.ReasonKind.TOP_OF_RANGE)
        with self.assertRaises(bandex.NotFoundError):
            up.text("tlh")
        self.assertEqual(pickle.loads(pickle.dumps(up)), up)

    def test_policies_are_data(self):
        policy = bandex.policy("double")
        self.assertEqual(bandex.Policy(**policy.to_dict()), policy)
        self.assertEqual(bandex.Policy.from_bytes(policy.to_bytes()), policy)
        self.assertEqual(bandex.Policy(**policy.to_dict()).hash, policy.hash)
        self.assertNotEqual(bandex.policy("double", hi=15).hash, policy.hash)
        self.assertEqual(copy.deepcopy(policy), policy)
        decision = bandex.Decision()
        api.progression_next(policy.to_dict(), LADDER, [], None, decision)
        self.assertEqual(decision.action, bandex.Action.START)
        with self.assertRaises(bandex.NotFoundError):
            bandex.policy("triple")
        with self.assertRaises(TypeError):
            bandex.policy("double", colour=1)
        for preset in bandex.presets():
            bandex.policy(preset.id).validate()

    def test_simulation_and_lint(self):
        policy = bandex.policy("double", lo=8, hi=12)
        decisions = policy.simulate(LADDER, 12)
        self.assertEqual(len(decisions), 12)
        self.assertEqual(decisions[-1].next.rung, 2)

        def athlete(decision, ladder, session, sets):
            self.assertEqual(len(ladder.rungs), 3)
            for one in sets:
                one.accepted_reps = decision.next.reps - 1

        self.assertEqual({one.next.rung for one in policy.simulate(LADDER, 6, athlete)}, {0})

        def reaches_all(decision, ladder, session, sets):
            for one in sets:
                one.accepted_reps = one.valid_reps = one.target_reps

        self.assertEqual([one.next for one in policy.simulate(LADDER, 12, reaches_all)], [one.next for one in decisions])
        self.assertEqual(policy.simulate(LADDER, 12, bandex.Athlete()), decisions)
        self.assertIn(bandex.LintKind.RANGE_TOO_NARROW, [found.code for found in bandex.policy("double", lo=8, hi=9).lint(LADDER)])

    def test_exceptions_of_callbacks_are_kept(self):
        def fails(*_):
            raise ZeroDivisionError("mine")

        policy = bandex.policy("double")
        with self.assertRaisesRegex(ZeroDivisionError, "mine"):
            policy.simulate(LADDER, 6, fails)
        with self.assertRaises(TypeError):
            policy.simulate(LADDER, 6, lambda: None)
        with self.assertRaises(ValueError):
            policy.simulate(LADDER, 6, lambda decision, ladder, session, sets: sets.clear())
        custom = bandex.Policy(**dict(policy.to_dict(), driver="custom", custom="mine"))
        history = [self.session(12, 12, 12)]
        with self.assertRaisesRegex(ZeroDivisionError, "mine"):
            custom.next(LADDER, history, custom=fails)
        with self.assertRaises(TypeError):
            custom.next(LADDER, history, custom=lambda *_: (1, 2, 3))
        seen = []

        def driver(policy, ladder, history, base):
            seen.append((policy.custom, len(history[0].sets), base.rung))
            return {"rung": 1, "sets": 3, "reps": 9}, bandex.ReasonKind.CUSTOM

        decision = custom.next(LADDER, history, custom=driver)
        self.assertEqual(seen, [("mine", 3, 0)])
        self.assertEqual((decision.next.rung, decision.next.reps), (1, 9))
        with self.assertRaises(bandex.UnsupportedError):
            custom.next(LADDER, history)


class Knowledge(unittest.TestCase):
    def test_exercises(self):
        ids = [one.id for one in bandex.exercises(muscle="latissimus_dorsi", role="primary")]
        self.assertIn("row_seated", ids)
        self.assertEqual(ids, sorted(ids))
        row = bandex.exercise("row_seated")
        self.assertEqual((row.name(), row.name("es-MX")), ("Seated row", "Remo sentado"))
        self.assertTrue(any(use.role == bandex.Role.PRIMARY for use in row.muscles))
        self.assertEqual(pickle.loads(pickle.dumps(row)), row)
        row.validate()
        with self.assertRaises(bandex.NotFoundError):
            bandex.exercise("row_row")
        with self.assertRaises(ValueError):
            list(bandex.exercises(role="leading"))

    def test_a_catalogue_of_ones_own(self):
        mine = bandex.exercise("row_seated").replace(id="my_row", names={"en": "My row", "es": "Mi remo"})
        catalog = bandex.catalog([mine])
        self.assertEqual(catalog.count(), api.catalog_count(None) + 1)
        self.assertEqual(bandex.exercise("my_row", catalog).name("es"), "Mi remo")
        derived = bandex.catalog([], catalog)
        del catalog
        self.assertEqual(bandex.exercise("my_row", derived).name(), "My row")
        with self.assertRaises(bandex.Error) as caught:
            bandex.catalog([mine.replace(muscles=[])])
        self.assertIn("muscles", caught.exception.diag.field + caught.exception.diag.reason)
        with self.assertRaises(ValueError):
            bandex.catalog([mine.replace(names={"tlh": "?"})])

    def test_a_catalogue_file(self):
        own = bandex.exercise("row_seated").replace(id="my_row")
        data = api.catalog_encode([own, bandex.exercise("row_seated")])
        loaded = api.catalog_load(None, data)
        third = api.catalog_load(loaded, api.catalog_encode([own.replace(id="third")]))
        count = loaded.count()
        del loaded
        gc.collect()
        self.assertEqual((count, third.count()), (len(list(bandex.exercises())) + 1, count + 1))
        self.assertEqual(bandex.exercise("my_row", third), own)
        self.assertEqual(api.catalog_load(api.catalog_empty(), data).count(), 2)
        self.assertGreater(len(api.catalog_encode(list(bandex.exercises()))), 100000)
        for bad in (data[:-5], b"", b"junk"):
            with self.assertRaises(bandex.DataError):
                api.catalog_load(None, bad)
        with self.assertRaises(bandex.SchemaError):
            api.catalog_encode([bandex.Exercise(id="bare")])

    def test_muscles_and_bands(self):
        self.assertEqual(bandex.muscle("dorsal ancho").token, "latissimus_dorsi")
        self.assertEqual(bandex.muscle("latissimus_dorsi").name("la"), "Musculus latissimus dorsi")
        self.assertEqual(len({one.id for one in bandex.muscles()}), api.muscle_count())
        self.assertIn("theraband/green", [one.id for one in bandex.bands()])
        self.assertGreater(bandex.force("theraband/green", 750, 1500).force_n, bandex.force("theraband/red", 750, 1500).force_n)
        with self.assertRaises(bandex.RangeError) as caught:
            bandex.force("theraband/green", 750, 9000)
        self.assertEqual(caught.exception.result.elongation_permille, 11000)
        self.assertTrue(caught.exception.result.flags & bandex.ForceFlag.PAST_LIMIT)
        self.assertEqual(pickle.loads(pickle.dumps(caught.exception)).result, caught.exception.result)
        with self.assertRaises(bandex.RangeError) as caught:
            bandex.exercise("row_seated").predict({"band": "theraband/green", "rest_mm": 300, "start_mm": 400, "peak_mm": 2000})
        self.assertIn("limit", caught.exception.result.reason)
        with self.assertRaises(bandex.NotFoundError) as caught:
            bandex.exercise("row_row")
        self.assertIsNone(caught.exception.result)
        rungs = bandex.ladder(["theraband/blue", "theraband/red"]).rungs
        self.assertEqual([rung.band for rung in rungs], ["theraband/red", "theraband/blue"])

    def test_plan(self):
        plan = bandex.plan(muscles={"upper_back": 6, "latissimus_dorsi": 4}, minutes=25, bands=["theraband/red"], anchor="none")
        self.assertTrue(plan.items)
        self.assertLessEqual(plan.seconds, 25 * 60)
        for item in plan.items:
            self.assertNotIn(item.anchor, (bandex.AnchorKind.DOOR, bandex.AnchorKind.POLE))
        self.assertEqual(len(plan.outcomes), 2)
        for bad in ({"muscles": {"tail": 3}}, {"muscles": {"upper_back": 6}, "anchor": "cloud"}, {"muscles": {"upper_back": 6}, "bands": "x"}):
            with self.assertRaises(bandex.NotFoundError, msg=bad):
                bandex.plan(**dict({"bands": ["theraband/red"]}, **bad))
        for bad in ({"muscles": {"upper_back": math.nan}}, {"muscles": {"upper_back": 6}, "minutes": math.inf}, {"muscles": {}}):
            with self.assertRaises(bandex.ArgumentError, msg=bad):
                bandex.plan(**bad)
        for told, field in (({"muscles": {"upper_back": 6}}, "bands"), ({"muscles": {}, "bands": ["theraband/red"]}, "muscles"),
                            ({"muscles": {"upper_back": 6}, "bands": ["theraband/red"], "minutes": 0}, "minutes")):
            with self.assertRaises(bandex.ArgumentError) as caught:
                bandex.plan(**told)
            self.assertEqual(caught.exception.diag.field, field)
        # One band is a list of one.
        self.assertEqual(bandex.plan(muscles={"upper_back": 6}, bands="theraband/red"),
                         bandex.plan(muscles={"upper_back": 6}, bands=["theraband/red"]))
        self.assertEqual(bandex.ladder("theraband/red"), bandex.ladder(["theraband/red"]))

    def test_a_band_that_is_none(self):
        for exercise in (None, "row_seated"):
            for call in (lambda **told: bandex.detect([1.0] * 100, 80, **told), lambda **told: bandex.Detector(80, **told)):
                with self.assertRaises(bandex.NotFoundError):
                    call(exercise=exercise, band="theraband/grey")
        told = {"exercise": "row_seated", "band": "theraband/green", "stature_mm": 1750}
        live, recorded = bandex.Detector(80, **told), bandex.detect([1.0] * 100, 80, **told)
        self.assertEqual(live.config, recorded.config)
        self.assertNotEqual(live.config, bandex.Detector(80).config)

    def test_devices(self):
        decoder = api.DeviceDecoder("tindeq_progressor")
        (sample,) = api.device_decoder_feed(decoder, 0, bytes([1, 8]) + b"\0\0\x80\x3f\1\0\0\0", bandex.Packet())
        self.assertAlmostEqual(sample.force, 9.80665, places=4)
        packet = bandex.Packet()
        with self.assertRaises(bandex.TruncatedError) as caught:
            api.device_decoder_feed(decoder, 0, bytes([1, 16]) + b"\0\0\x80\x3f\1\0\0\0\0\0\x80", packet)
        self.assertEqual([round(one.force, 4) for one in caught.exception.result], [round(sample.force, 4)])
        self.assertEqual(packet.samples, 1)
        with self.assertRaises(LookupError):
            api.DeviceDecoder("a_scale")


if __name__ == "__main__":
    unittest.main()
