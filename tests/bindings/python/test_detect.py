# SPDX-License-Identifier: MIT
import array
import copy
import importlib.util
import math
import mmap
import pickle
import random
import tempfile
import unittest
import weakref

import bandex
from signals import pulls

try:
    import numpy
except ImportError:
    numpy = None

FORCE = pulls(8)


class Detect(unittest.TestCase):
    def test_counts_and_measures(self):
        reps = bandex.detect(FORCE, rate_hz=80)
        self.assertEqual(len(reps), 8)
        for rep in reps:
            self.assertAlmostEqual(rep.peak, 60, delta=1)
            self.assertLess(rep.start_s, rep.top_s)
            self.assertLess(rep.top_s, rep.end_s)
            self.assertAlmostEqual(rep.concentric_s + rep.hold_s + rep.eccentric_s, rep.end_s - rep.start_s, delta=1e-5)
            self.assertFalse(rep.partial)
            self.assertEqual(rep.flags, 0)
        self.assertEqual(reps.set.full, 8)
        self.assertEqual([summary.full for summary in reps.sets], [8])
        self.assertGreater(reps.set.time_under_tension_s, 8)

    def test_is_a_sequence(self):
        reps = bandex.detect(FORCE, rate_hz=80)
        self.assertEqual(reps[-1], reps[7])
        self.assertEqual(len(reps[2:5]), 3)
        self.assertEqual(list(reps)[3], reps[3])
        self.assertEqual(reps.index(reps[4]), 4)
        self.assertIn(reps[0], reps)
        with self.assertRaises(IndexError):
            reps[8]
        with self.assertRaises(TypeError):
            reps["peak"]
        self.assertRegex(repr(reps), "8 repetitions")
        self.assertEqual(bandex.Reps(list(reps)), reps)
        self.assertEqual(pickle.loads(pickle.dumps(reps)), reps)
        self.assertEqual(copy.deepcopy(reps), reps)

    def test_fields_of_the_command(self):
        fields = bandex.detect(FORCE, rate_hz=80)[0].to_json()
        for name in ("start_s", "top_s", "peak_s", "end_s", "counted_s", "peak", "trough", "mean", "impulse", "concentric_s",
                     "hold_s", "eccentric_s", "completeness", "partial", "flags"):
            self.assertIn(name, fields)

    def test_rate_or_times(self):
        for bad in ({}, {"rate_hz": 0}, {"rate_hz": -80}, {"rate_hz": math.nan}, {"rate_hz": math.inf},
                    {"rate_hz": 80, "t_us": [0] * len(FORCE)}, {"rate_num": 80, "t_us": [0] * len(FORCE)}, {"rate_hz": 80, "rate_num": 80},
                    {"rate_num": 0}):
            with self.assertRaises(ValueError, msg=bad):
                bandex.detect(FORCE, **bad)
        with self.assertRaises(TypeError):
            bandex.detect(FORCE, rate_hz="80")
        with self.assertRaises(ValueError):
            bandex.detect(FORCE, t_us=[0, 1])

    def test_times_equal_a_rate(self):
        by_rate = bandex.detect(FORCE, rate_hz=80)
        times = [round(i * 1e6 / 80) for i in range(len(FORCE))]
        for given in (times, array.array("I", times), array.array("q", times), [float(t) for t in times],
                      array.array("I", [(t + 4294000000) % 2**32 for t in times])):
            by_time = bandex.detect(FORCE, t_us=given)
            self.assertEqual([rep.peak for rep in by_time], [rep.peak for rep in by_rate])
            self.assertEqual([round(rep.counted_s, 3) for rep in by_time], [round(rep.counted_s, 3) for rep in by_rate])

    def test_long_pause_in_wide_times(self):
        times = [i * 12500 for i in range(len(FORCE))]
        later = [t + 3 * 3600 * 1000000 for t in times]
        reps = bandex.detect(FORCE + FORCE, t_us=array.array("q", times + later))
        self.assertEqual(len(reps), 16)
        self.assertAlmostEqual(reps[8].start_s - reps[0].start_s, 3 * 3600, delta=0.1)

    def test_every_buffer_gives_the_same(self):
        want = bandex.detect(array.array("f", FORCE), rate_hz=80).to_bytes()
        exact = list(array.array("f", FORCE))
        self.assertEqual(bandex.detect(exact, rate_hz=80).to_bytes(), want)
        self.assertEqual(bandex.detect(tuple(exact), rate_hz=80).to_bytes(), want)
        self.assertEqual(bandex.detect(array.array("d", exact), rate_hz=80).to_bytes(), want)
        packed = memoryview(array.array("f", FORCE).tobytes()).cast("f")
        self.assertEqual(bandex.detect(packed, rate_hz=80).to_bytes(), want)
        double = memoryview(array.array("f", [x for f in FORCE for x in (f, -1)]))
        self.assertEqual(bandex.detect(double[::2], rate_hz=80).to_bytes(), want)

    @unittest.skipUnless(numpy, "without numpy")
    def test_numpy_inputs(self):
        force = numpy.array(FORCE, numpy.float32)
        want = bandex.detect(force, rate_hz=80).to_bytes()
        for given in (force.astype(">f4"), force.astype(numpy.float64), force.astype(">f8"), numpy.repeat(force, 2)[::2],
                      force[::-1][::-1], numpy.stack([force, force])[1], numpy.stack([force, force], 1)[:, 0]):
            self.assertEqual(bandex.detect(given, rate_hz=80).to_bytes(), want)
        counts = (force * 1000).astype(numpy.int32)
        want = bandex.detect(counts.astype(numpy.float32), rate_hz=80, unit="unitless").to_bytes()
        for kind in (numpy.int32, numpy.int64, numpy.uint32, ">i4"):
            self.assertEqual(bandex.detect(counts.astype(kind), rate_hz=80, unit="unitless").to_bytes(), want)
        for bad in (numpy.zeros((3, 2)), force.astype(complex), numpy.array(["a"]), numpy.array(1.0), numpy.zeros(3, "M8[s]"),
                    force > 1, numpy.array([1, None])):
            with self.assertRaises(TypeError, msg=str(bad)):
                bandex.detect(bad, rate_hz=80)
        half = numpy.array(FORCE + [0.0, -0.0, 6e-8, -5e-5, 65504, math.inf, math.nan], numpy.float16)
        want = bandex.detect(half.astype(numpy.float32), rate_hz=80)
        for kind in (numpy.float16, ">f2", numpy.longdouble):
            got = bandex.detect(half.astype(kind), rate_hz=80)
            self.assertEqual((got.to_bytes(), got.skipped), (want.to_bytes(), want.skipped), kind)
        hole = numpy.ma.masked_array(counts, mask=numpy.arange(len(counts)) == 300)
        want = bandex.detect(numpy.where(numpy.arange(len(counts)) == 300, numpy.nan, counts), rate_hz=80, unit="unitless")
        got = bandex.detect(hole, rate_hz=80, unit="unitless")
        self.assertEqual((got.to_bytes(), got.skipped), (want.to_bytes(), 1))
        with self.assertRaisesRegex(TypeError, "t_us: numbers are wanted, not datetime64"):
            bandex.detect(force, t_us=numpy.zeros(len(force), "M8[us]"))
        with tempfile.TemporaryFile() as file:
            file.write(force.tobytes())
            file.flush()
            with mmap.mmap(file.fileno(), 0) as mapped, self.assertRaisesRegex(TypeError, "bytes do not say"):
                bandex.detect(mapped, rate_hz=80)
        with self.assertRaises(TypeError):
            bandex.detect(force, rate_hz=numpy.bool_(True))
        self.assertEqual(bandex.detect(force, rate_hz=numpy.float32(80)), bandex.detect(force, rate_hz=80))

    @unittest.skipUnless(numpy, "without numpy")
    def test_float32_is_not_copied(self):
        force = numpy.array(FORCE, numpy.float32)
        force.flags.writeable = False
        self.assertEqual(len(bandex.detect(force, rate_hz=80)), 8)

    @unittest.skipUnless(numpy, "without numpy")
    def test_structured_array(self):
        reps = bandex.detect(FORCE, rate_hz=80)
        table = reps.to_numpy()
        self.assertEqual(table.dtype, numpy.dtype(bandex.REP_DTYPE))
        self.assertEqual(len(table), 8)
        for row, rep in zip(table, reps):
            for name in table.dtype.names:
                want = getattr(rep, name)
                self.assertTrue(row[name] == want or (math.isnan(row[name]) and math.isnan(want)), name)
        self.assertEqual(len(bandex.detect([0.0] * 100, rate_hz=80).to_numpy()), 0)

    @unittest.skipUnless(importlib.util.find_spec("pandas"), "without pandas")
    def test_pandas(self):
        import pandas
        reps = bandex.detect(pandas.Series(FORCE), 80)
        self.assertEqual(reps.to_bytes(), bandex.detect(array.array("d", FORCE), 80).to_bytes())
        self.assertEqual(bandex.detect(pandas.DataFrame({"force": FORCE})["force"], 80), reps)
        table = pandas.DataFrame(reps.to_numpy())
        self.assertEqual(list(table.columns), [name for name, _ in bandex.REP_DTYPE])
        self.assertEqual(table["peak"].tolist(), [rep.peak for rep in reps])
        self.assertEqual(table["partial"].dtype, bool)
        self.assertEqual(list(pandas.DataFrame(reps.to_dicts())["start_s"]), [rep.start_s for rep in reps])
        self.assertEqual(bandex.detect(pandas.Series([1.0, None], dtype="Float64"), 80).skipped, 1)

    @unittest.skipUnless(importlib.util.find_spec("polars"), "without polars")
    def test_polars(self):
        import polars
        reps = bandex.detect(polars.Series(FORCE), 80)
        self.assertEqual(reps.to_bytes(), bandex.detect(array.array("d", FORCE), 80).to_bytes())
        table = polars.DataFrame(reps.to_numpy())
        self.assertEqual(table.columns, [name for name, _ in bandex.REP_DTYPE])
        self.assertEqual(table["start_s"].to_list(), [rep.start_s for rep in reps])
        self.assertEqual(table.filter(polars.col("partial")).height, 0)

    def test_what_is_no_signal(self):
        for bad in (None, 3, "abc", b"1234", bytearray(4), {1: 2}, {1.0, 2.0}, [1, "a"], [None], object()):
            with self.assertRaises(TypeError, msg=repr(bad)):
                bandex.detect(bad, rate_hz=80)
        self.assertEqual(len(bandex.detect([], rate_hz=80)), 0)
        self.assertEqual(len(bandex.detect([math.nan, math.inf, 1.0], rate_hz=80)), 0)
        self.assertEqual(bandex.detect([math.nan, math.inf, 1.0], rate_hz=80).skipped, 2)

    def test_settings(self):
        self.assertEqual(len(bandex.detect(FORCE, rate_hz=80, count_at="top")), 8)
        self.assertEqual(len(bandex.detect(FORCE, rate_hz=80, count_at=bandex.CountAt.END)), 8)
        self.assertEqual(len(bandex.detect([-f for f in FORCE], rate_hz=80, inverted=True)), 8)
        with self.assertRaises(TypeError):
            bandex.detect(FORCE, rate_hz=80, colour="red")

    def test_a_refusal_names_the_setting(self):
        for field, value in (("count_at", "sometimes"), ("count_at", 99), ("min_rep_ms", -1), ("min_rep_ms", 70000), ("unit", 2**40),
                             ("expected_range", -5.0), ("resolution", math.nan), ("floor", 10**400), ("saturation_low", 5.0),
                             ("rate_den", 0), ("rate_den", 5000)):
            with self.assertRaises(bandex.ArgumentError, msg=(field, value)) as caught:
                bandex.Detector(**{"rate_num": 80, field: value})
            self.assertIsInstance(caught.exception, ValueError)
            self.assertEqual((caught.exception.diag.field, caught.exception.diag.status), (field, bandex.Status.ARGUMENT))
            self.assertIn(field, str(caught.exception))
        with self.assertRaises(bandex.ArgumentError) as caught:
            bandex.Detector(80, unit=99, count_at=99)
        self.assertIn(caught.exception.diag.field, ("unit", "count_at"))
        with self.assertRaises(bandex.ArgumentError):
            list(bandex.Detector().reps(FORCE))
        with self.assertRaises(bandex.ArgumentError) as caught:
            bandex.Detector().process([1.0])
        self.assertEqual(caught.exception.diag.field, "t_us")

    def test_rates_are_fractions(self):
        self.assertEqual(bandex.Detector(243.08).config.rate_num / bandex.Detector(243.08).config.rate_den, 243.08)
        config = bandex.Detector(80 / 3).config
        self.assertEqual((config.rate_num, config.rate_den), (80, 3))

    def test_any_rate_in_range(self):
        chance = random.Random(4)
        for rate in [10 ** chance.uniform(-1, 6) for _ in range(300)] + [0.1, 243.0812, 79.99936, 123456.789, 1e6]:
            config = bandex.Detector(rate_hz=rate).config
            self.assertAlmostEqual(config.rate_num / config.rate_den / rate, 1, delta=6e-4 if rate < 10 else 6e-5)
        for rate in (0.0999, 1.1e6, 2**80, 10**400, -1, "80", b"80", [80], True, 80j, None):
            with self.assertRaises((ValueError, TypeError), msg=str(rate)[:20]):
                bandex.detect(FORCE, rate_hz=rate)


class Counter(bandex.Detector):
    def __init__(self, who):
        super().__init__(80)
        self.who, self.seen = who, []

    def process(self, force, t_us=None):
        self.seen.append(len(force))
        return super().process(force, t_us)


class Detectors(unittest.TestCase):
    def test_sample_by_sample(self):
        detector = bandex.Detector(rate_hz=80)
        counted = []
        for force in FORCE:
            detector.feed(0, force)
            counted += [event.rep for event in detector.events() if event.kind == bandex.EventKind.REP_COUNTED]
        self.assertEqual(len(counted), 8)
        self.assertEqual(detector.count(), 8)
        self.assertEqual(detector.partial_count(), 0)
        self.assertIsNone(detector.poll())

    def test_blocks_of_any_size_give_the_same_events(self):
        whole = bandex.Detector(rate_hz=80)
        want = whole.process(FORCE) + whole.finish()
        for size in (1, 7, 100, 5000):
            detector = bandex.Detector(rate_hz=80)
            got = []
            for i in range(0, len(FORCE), size):
                got += detector.process(FORCE[i:i + size])
            self.assertEqual(got + detector.finish(), want)
        self.assertEqual(want[-1].kind, bandex.EventKind.SET_ENDED)

    def test_reps_of_blocks(self):
        blocks = [FORCE[i:i + 50] for i in range(0, len(FORCE), 50)]
        self.assertEqual(list(bandex.Detector(80).reps(blocks)), list(bandex.detect(FORCE, 80)))
        self.assertEqual(list(bandex.Detector(80).reps(FORCE)), list(bandex.detect(FORCE, 80)))
        self.assertEqual(list(bandex.Detector(80).reps(array.array("f", FORCE))), list(bandex.detect(FORCE, 80)))
        if numpy:
            self.assertEqual(list(bandex.Detector(80).reps(numpy.array(FORCE, numpy.float32))), list(bandex.detect(FORCE, 80)))

    def test_copy_and_pickle_in_the_middle(self):
        detector = bandex.Detector(rate_hz=80)
        detector.process(FORCE[:700])
        for twin in (copy.copy(detector), copy.deepcopy(detector), pickle.loads(pickle.dumps(detector))):
            self.assertEqual(twin.count(), detector.count())
            again = copy.copy(detector)
            self.assertEqual(twin.process(FORCE[700:]) + twin.finish(), again.process(FORCE[700:]) + again.finish())
            self.assertEqual(twin.count(), 8)

    def test_classes_of_ones_own(self):
        detector = Counter("left")
        detector.process(FORCE[:700])
        for twin in (copy.copy(detector), copy.deepcopy(detector), pickle.loads(pickle.dumps(detector))):
            self.assertIs(type(twin), Counter)
            self.assertEqual((twin.who, twin.seen, twin.count()), ("left", [700], detector.count()))
        self.assertIs(copy.copy(detector).seen, detector.seen)
        self.assertIsNot(copy.deepcopy(detector).seen, detector.seen)
        self.assertIs(weakref.ref(detector)(), detector)
        reps = bandex.detect(FORCE, 80)
        self.assertIs(weakref.ref(reps)(), reps)

    def test_keywords_and_docs(self):
        detector = bandex.Detector(rate_hz=80)
        detector.feed(t_us=0, force=1.0)
        detector.process(force=[1.0], t_us=None)
        detector.resume(elapsed_us=10)
        with self.assertRaises(TypeError):
            detector.feed(0, "1")
        with self.assertRaises(bandex.ArgumentError):
            detector.feed(-1, 1.0)
        self.assertIn("microseconds", bandex.Detector.feed.__doc__)
        self.assertIn("rate_hz", bandex.detect.__doc__)

    def test_refuses_settings(self):
        with self.assertRaises(bandex.ArgumentError) as caught:
            bandex.Detector(rate_num=80, rate_den=0)
        self.assertIsInstance(caught.exception, ValueError)
        self.assertEqual(caught.exception.status, bandex.Status.ARGUMENT)
        self.assertEqual(str(caught.exception), "detector_config rate_den: outside its range")

    def test_state_of_wrong_size(self):
        with self.assertRaises(ValueError):
            bandex.Detector(80).__setstate__(b"short")


class Records(unittest.TestCase):
    def test_values(self):
        use = bandex.BandUse(band="theraband/green", strands=2)
        self.assertEqual(use, bandex.BandUse.from_dict({"band": "theraband/green", "strands": 2}))
        self.assertNotEqual(use, bandex.BandUse(band="theraband/red", strands=2))
        self.assertEqual(repr(use), "BandUse(band='theraband/green', strands=2)")
        self.assertEqual(copy.deepcopy(use), use)
        self.assertEqual(pickle.loads(pickle.dumps(use)), use)
        self.assertEqual(use.replace(strands=1).to_dict()["strands"], 1)
        self.assertEqual(bandex.Rep(start_s=1.5).start_us, 1500000)
        self.assertEqual(bandex.Rung(force_n=30.5).force_mn, 30500)
        with self.assertRaises(TypeError):
            hash(use)

    def test_refuses_what_does_not_fit(self):
        for kind, fields in ((TypeError, {"colour": 1}), (TypeError, {"band": 3}), (ValueError, {"band": "x" * 48}),
                             (ValueError, {"band": "a\0b"}), (ValueError, {"strands": 2**32}), (ValueError, {"strands": -1}),
                             (TypeError, {"strands": 1.5}), (TypeError, {"strands": "2"})):
            with self.assertRaises(kind, msg=str(fields)):
                bandex.BandUse(**fields)

    def test_nested(self):
        reps = list(bandex.detect(FORCE, 80))
        one = bandex.Set(exercise="row_seated", band={"band": "theraband/green"}, reps=reps, id=bytes(range(16)))
        self.assertEqual(one.reps, reps)
        self.assertEqual(one.band.band, "theraband/green")
        self.assertEqual(bandex.Set(**one.to_dict()), one)
        session = bandex.Session(sets=[one, one.to_dict()])
        self.assertEqual(session.sets[0], session.sets[1])
        self.assertEqual(pickle.loads(pickle.dumps(session)), session)
        with self.assertRaises(ValueError):
            bandex.Set(id=b"123")

    def test_every_record(self):
        for name in (cls.__name__ for cls in bandex.api.RECORDS):
            cls = getattr(bandex, name)
            one = cls()
            for twin in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one)), cls.from_dict(one.to_dict()), one.replace(),
                         eval(repr(one), vars(bandex))):
                self.assertEqual(twin, one, cls)
                self.assertIs(type(twin), cls)
            self.assertTrue(cls.__doc__)
            with self.assertRaises(TypeError):
                cls(colour=1)

    def test_constants(self):
        self.assertEqual(bandex.RepFlag.GAP, 2)
        self.assertEqual(bandex.Status(-4).name, "NOT_FOUND")
        self.assertIs(bandex.detect(FORCE, 80)[0].rep_class, bandex.RepClass.FULL)
        self.assertEqual(bandex.api.REP_FULL, 1)

    def test_filled_in_place(self):
        calibration = bandex.Calibration()
        bandex.api.calibration_init(calibration, 1000)
        bandex.api.calibration_add(calibration, 2000, 98066)
        self.assertEqual(len(calibration.points), 2)
        self.assertAlmostEqual(bandex.api.calibration_convert(calibration, 1500), 49.033, places=3)
        with self.assertRaises(bandex.ArgumentError):
            bandex.api.calibration_add(calibration, 1000, 5)


class Errors(unittest.TestCase):
    def test_bases(self):
        for status in bandex.Status:
            if status != bandex.Status.OK:
                kind = type(bandex._errors.make_error(int(status), None))
                self.assertTrue(issubclass(kind, bandex.Error))
                self.assertEqual(kind.status, status)
                self.assertGreater(len(kind.__mro__), 4, kind)
        self.assertTrue(issubclass(bandex.IoError, OSError))
        self.assertTrue(issubclass(bandex.LockedError, OSError))
        self.assertTrue(issubclass(bandex.NotFoundError, LookupError))
        self.assertTrue(issubclass(bandex.SchemaError, ValueError))
        self.assertTrue(issubclass(bandex.NoFileError, FileNotFoundError))
        self.assertTrue(issubclass(bandex.NoFileError, bandex.NotFoundError))

    def test_diag(self):
        with self.assertRaises(bandex.Error) as caught:
            bandex.api.rep_decode(b"\xa1\x00\x18", bandex.Rep())
        error = caught.exception
        self.assertEqual(error.diag.status, error.status)
        self.assertTrue(error.diag.reason)
        self.assertIn(error.diag.reason, str(error))
        again = pickle.loads(pickle.dumps(error))
        self.assertEqual((type(again), str(again), again.diag), (type(error), str(error), error.diag))


if __name__ == "__main__":
    unittest.main()
