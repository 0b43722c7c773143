# SPDX-License-Identifier: MIT
"""examples/python: detect and plot, report, plan, policy, live counting."""
import os
import pty
import re
import subprocess
import unittest

import bandex
from place import BUILD, PROJECT, Place, has

import recording

LABELS = ["force (N)", "time (s)", "concentric", "hold", "eccentric", "full repetition", "partial repetition"]


def rows(signal):
    return "t_s,force_n\n" + "".join(f"{t / 1e6:.6f},{f:.4f}\n" for t, f in zip(signal.t_us, signal.force))


def lines(signal):
    return "".join(f"{t:.0f},{f:.4f}\n" for t, f in zip(signal.t_us, signal.force))


class Recordings(Place):
    def test_a_simulated_set_has_the_repetitions_it_was_made_of(self):
        for count in (1, 4, 5, 12):
            for seed in range(5):
                reps = recording.simulate(count, seed).detect()
                self.assertEqual((reps.set.full, reps.set.partial), (count - (count > 4), count > 4), (count, seed))

    def test_units_and_times(self):
        newtons = recording.read_csv(self.write("n.csv", "# comment\nT_US,note,Force_N\n0,a,9.80665\n1000,b,x\n2000,c,19.6133\n"))
        self.assertEqual((newtons.t_us, newtons.unit, newtons.force[::2]), ([0.0, 1000.0, 2000.0], "newton", [9.80665, 19.6133]))
        kilograms = recording.read_csv(self.write("k.csv", "\ufeffforce_kgf\n1\n2\n"), rate_hz=100)
        self.assertEqual((kilograms.t_us, kilograms.force), ([0.0, 10000.0], newtons.force[::2]))
        counts = recording.read_csv(self.write("c.csv", "t_s,adc\n0,1\n.5,2\n"))
        self.assertEqual((counts.t_us, counts.unit, counts.force), ([0.0, 500000.0], "unitless", [1.0, 2.0]))

    def test_the_same_as_the_command(self):
        signal = recording.simulate(9, 3)
        path = self.write("set.csv", rows(signal))
        command = os.path.join(BUILD, "bin", "bandex")
        if not os.path.exists(command):
            self.skipTest("built without the command")
        got = subprocess.run([command, "reps", path, "--json"], capture_output=True, text=True, check=True).stdout
        peaks = [float(number) for number in re.findall(r'"peak": *([0-9.]+)', got)]
        reps = recording.read_csv(path).detect()
        self.assertEqual(len(reps), 9)
        for rep in reps:
            self.assertTrue(any(abs(rep.peak - peak) < 1e-3 for peak in peaks), (rep.peak, peaks))


@unittest.skipUnless(has("matplotlib"), "without matplotlib")
class Plot(Place):
    def test_every_part_is_drawn_and_named(self):
        out = self.run_it("plot.py", "--simulate", 10, "--output", "set.svg")
        self.assertIn("9 full, 1 partial", out)
        svg = self.read("set.svg")
        for label in LABELS:
            self.assertIn(f"<!-- {label} -->", svg)
        for number in range(1, 11):
            self.assertIn(f"<!-- {number} -->", svg)
        self.assertIn("<!-- SIMULATED set, seed 1: 9 full, 1 partial", svg)

    def test_the_picture_has_the_colors_of_the_phases(self):
        from matplotlib import colors, image
        import plot

        self.run_it("plot.py", self.write("set.csv", rows(recording.simulate(6, 2))), "--exercise", "row_seated", "--output", "set.png")
        pixels = image.imread(self.path("set.png"))[:, :, :3]
        self.assertGreater(pixels.shape[1], 1000)
        for color in plot.COLORS.values():
            blended = [0.4 * part + 0.6 for part in colors.to_rgb(color)]
            there = (abs(pixels - blended) < 0.02).all(axis=2).sum()
            self.assertGreater(there, 500, color)

    def test_broken_clocks_and_few_samples(self):
        for scenario in ("clock_all", "nans", "sleep", "counts_inverted"):
            simulate = os.path.join(BUILD, "bin", "bandex-simulate")
            if not os.path.exists(simulate):
                self.skipTest("built without the examples")
            text = subprocess.run([simulate, scenario], capture_output=True, text=True, check=True).stdout
            self.run_it("plot.py", self.write("set.csv", text), "--output", "set.png")
        self.assertIn("0 full", self.run_it("plot.py", self.write("one.csv", "t_s,force_n\n0,5\n"), "--output", "one.png"))

    def test_bad_input(self):
        for text, message in (("", "names no force column"), ("t_s,force_n\n", "no row holds a number"), ("force_n\n1\n", "--rate"),
                              ("1,2\n3,4\n", "names no force column"), ("t_s,force_n\na,b\n", "no row holds a number")):
            self.assertIn(message, self.run_it("plot.py", self.write("bad.csv", text), "--output", "x.png", code=1))
        self.assertIn("No such file", self.run_it("plot.py", "none.csv", code=1))
        self.assertIn("no exercise is called 'juggling'", self.run_it("plot.py", "--simulate", 3, "--exercise", "juggling", code=1))
        self.assertIn("give a recording", self.run_it("plot.py", code=2))
        self.assertIn("--simulate", self.run_it("plot.py", "--simulate", 0, code=2))
        self.assertIn("not supported", self.run_it("plot.py", "--simulate", 3, "--output", "x.nothing", code=1))
        for name, data in (("bytes.csv", bytes(range(256)) * 8), ("long.csv", b"t_s,force_n\n" + b"1" * 200000),
                           ("utf16.csv", "t_s,force_n\n0,1\n".encode("utf-16"))):
            self.assertIn(name, self.run_it("plot.py", self.write(name, data), code=1))

    def test_encodings(self):
        text = rows(recording.simulate(5, 2))
        want = self.run_it("plot.py", self.write("set.csv", text), "--output", "x.png")
        for name, data in (("bom.csv", b"\xef\xbb\xbf" + text.encode()), ("crlf.csv", text.replace("\n", "\r\n").encode()),
                           ("latin.csv", b"# \xdcbung\n" + text.encode())):
            self.assertEqual(self.run_it("plot.py", self.write(name, data), "--output", "x.png"), want, name)

    @unittest.skipUnless(os.path.exists("/dev/full"), "without /dev/full")
    def test_a_full_disk_is_told(self):
        self.assertIn("No space", self.run_it("plot.py", "--simulate", 3, "--output", "/dev/full", code=1))
        for script in ("plan.py", "policy.py"):
            with open("/dev/full", "w") as full:
                got = subprocess.run(self.words(script), stdout=full, stderr=subprocess.PIPE, text=True, timeout=300)
            self.assertEqual((got.returncode, got.stderr.count("\n")), (1, 1), got.stderr)

    def test_closed_streams(self):
        for script, closed in (("plan.py", ">&-"), ("live.py", ">&-"), ("live.py", "<&-")):
            command = " ".join(self.words(script)) + " " + closed
            got = subprocess.run(["sh", "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=300)
            self.assertEqual((got.returncode, got.stderr.count("\n")), (1, 1), got.stderr)

    def test_a_real_recording(self):
        real = os.path.join(PROJECT, "..", "shared", "data", "signals", "grip_atusa", "09.csv")
        if not os.path.exists(real):
            self.skipTest("without the shared recordings")
        self.run_it("plot.py", real, "--output", "real.svg")
        self.assertIn("<!-- force (counts) -->", self.read("real.svg"))


class Report(Place):
    def setUp(self):
        super().setUp()
        self.log = self.path("training.bandex")
        with bandex.Log(self.log) as log:
            for day, seeds in enumerate(((1, 2), (3, 4))):
                sets = []
                for seed in seeds:
                    sets.append(bandex.Set(exercise="row_seated", band="theraband/green", reps=recording.simulate(9, seed).detect()))
                session = log.append(bandex.Session(start_ms=1_700_000_000_000 + day * 86_400_000, utc_offset_min=60, sets=sets))
            log.append(bandex.Set(exercise="pull_apart", accepted_reps=7, without_sensor=True, session_id=session.id,
                                  start_ms=session.start_ms))
            signal = recording.simulate(9, 4)
            log.append(bandex.api.signal_encode(bandex.Signal(set_id=session.sets[1].id, rate_num=80, rate_den=1, nano_per_step=1000000,
                                                              samples=[round(force * 1000) for force in signal.force])))
        self.session = session

    def test_text(self):
        out = self.run_it("report.py", self.log)
        self.assertIn("Session of 2023-11-15 23:13", out)
        self.assertRegex(out, r"1 +row_seated +theraband/green +8 +1 +\d\d\.\d s +\d\d\.\d N")
        self.assertRegex(out, r"3 +pull_apart +- +7 +- +- +- +-\n")
        self.assertRegex(out, r"Trains first of all: .*latissimus dorsi")
        self.assertIn("Next time, row_seated: All 2 sets reached 8 (8, 8) on green. Next: green, 2 x 9.", out)
        self.assertEqual(out.count("Session of"), 1)
        self.assertEqual(self.run_it("report.py", self.log, "--last", 5).count("Session of"), 2)
        self.assertNotIn("pull_apart", self.run_it("report.py", self.log, "--exercise", "row_seated"))

    def test_one_session_in_a_file(self):
        with bandex.Log(self.log, "read") as log:
            one = log.sessions()[1]
        out = self.run_it("report.py", self.write("session.cbor", one.to_bytes()))
        self.assertEqual(out, self.run_it("report.py", self.log))

    @unittest.skipUnless(has("matplotlib"), "without matplotlib")
    def test_markdown_and_html(self):
        self.assertIn("wrote report.md", self.run_it("report.py", self.log, "--output", "report.md"))
        page = self.read("report.md")
        self.assertIn("| 1 | row_seated | theraband/green | 8 | 1 |", page)
        for name in re.findall(r"!\[Set \d: row_seated\]\((.*)\)", page):
            with open(self.path(name), "rb") as file:
                self.assertEqual(file.read(8), b"\x89PNG\r\n\x1a\n")
        self.assertEqual(page.count("![Set"), 2)
        self.run_it("report.py", self.log, "--output", "report.html")
        page = self.read("report.html")
        self.assertEqual(page.count("<svg"), 2)
        self.assertIn("<!-- force (N) -->", page)  # the second set has its signal
        self.assertIn("<!-- duration (s) -->", page)  # the first has not
        self.assertIn("<td>pull_apart</td><td>-</td><td>7</td>", page)

    def test_bad_input(self):
        self.assertIn("nowhere.bandex", self.run_it("report.py", "nowhere.bandex", code=1))
        self.assertIn("junk", self.run_it("report.py", self.write("junk", os.urandom(3000)), code=1))
        self.assertIn("no session of juggling", self.run_it("report.py", self.log, "--exercise", "juggling", code=1))
        self.assertIn(".pdf is none of", self.run_it("report.py", self.log, "--output", "report.pdf", code=2))
        self.run_it("report.py", self.log, "--policy", "hope", code=1)
        bandex.Log(self.path("empty.bandex")).close()
        self.assertIn("no session", self.run_it("report.py", "empty.bandex", code=1))


class Plan(Place):
    def test_goals_of_ones_own(self):
        out = self.run_it("plan.py", "--muscle", "upper_back=6", "--muscle", "latissimus_dorsi=4", "--minutes", 25, "--band", "theraband/red",
                          "--anchor", "none")
        self.assertRegex(out, r"^The session: \d+ minutes\n")
        self.assertRegex(out, r"\n  \w+ \w*: \d x \d+, theraband/red\n")
        self.assertIn("upper_back: 6 of 6 sets", out)
        self.assertIn("latissimus_dorsi: 4 of 4 sets", out)
        self.assertIn("upper_back: 6 of 6 sets", self.run_it("plan.py", "--muscle", "upper_back=6", "--minutes", 25))

    def test_bad_input(self):
        self.assertIn("NAME=SETS", self.run_it("plan.py", "--muscle", "upper_back", code=2))
        self.assertIn("NAME=SETS", self.run_it("plan.py", "--muscle", "upper_back=-1", code=2))
        self.assertIn("called 'wings'", self.run_it("plan.py", "--muscle", "wings=3", code=1))
        self.run_it("plan.py", "--muscle", "chest=3", "--anchor", "moon", code=2)


class Policy(Place):
    def test_double_progression(self):
        out = self.run_it("policy.py", "--sessions", 12, "--athlete", "all_hit").splitlines()
        self.assertEqual(len(out), 12)
        steps = [re.search(r"theraband/(\w+) .* N  3 x +(\d+) ", line).groups() for line in out]
        self.assertEqual(steps, [("yellow", str(reps)) for reps in range(8, 13)] + [("red", str(reps)) for reps in range(8, 13)]
                         + [("green", "8"), ("green", "9")])

    def test_an_athlete_as_a_function(self):
        out = self.run_it("policy.py", "--sessions", 16, "--athlete", "tiring")
        self.assertIn("A set stayed below", out)
        self.assertIn("theraband/red", out)

    def test_every_rule_plays(self):
        for preset in bandex.presets():
            if preset.id != "custom":
                out = self.run_it("policy.py", "--preset", preset.id, "--sessions", 6, "--band", "theraband/red", "--band", "theraband/blue")
                self.assertEqual(len(out.splitlines()), 6)

    @unittest.skipUnless(has("matplotlib"), "without matplotlib")
    def test_plot(self):
        self.run_it("policy.py", "--sessions", 6, "--athlete", "all_hit", "--plot", "plan.svg")
        svg = self.read("plan.svg")
        for text in ("3x8", "3x12", "theraband/red", "16.5 N", "Double progression, all hit athlete (SIMULATED)"):
            self.assertIn(f"<!-- {text} -->" if "/" not in text and "N" not in text[-1:] else text, svg)

    def test_bad_input(self):
        self.assertIn("invalid choice", self.run_it("policy.py", "--preset", "hope", code=2))
        self.assertIn("NAME=NUMBER", self.run_it("policy.py", "--set", "hope=1", code=2))
        self.assertIn("no band is called 'rope'", self.run_it("policy.py", "--band", "rope", code=1))
        self.run_it("policy.py", "--sessions", "-3", code=2)


class Live(Place):
    signal = recording.simulate(6, 1)  # the fourth is a partial one
    full = 5

    def expect(self, out):
        self.assertEqual(re.findall(r"^rep (\d)", out, re.M), [str(number) for number in range(1, self.full + 1)])
        self.assertEqual(out.count("  full: peak"), self.full)
        self.assertEqual(out.count("  partial: peak"), 1)
        self.assertIn(f"set over: {self.full} full, 1 partial", out)

    def test_standard_input(self):
        self.expect(self.run_it("live.py", "--goal", 5, input=lines(self.signal)))
        self.expect(self.run_it("live.py", input=rows(self.signal)))
        self.expect(self.run_it("live.py", input=b"\xef\xbb\xbf" + rows(self.signal).encode()))
        self.expect(self.run_it("live.py", "--rate", 80, input="".join(f"{force:.3f}\r\n" for force in self.signal.force)))

    def test_noise_between_the_lines_is_passed_over(self):
        noisy = lines(self.signal).encode().replace(b"\n", b"\nhello, world\n\xff\xfe\n1,2,3\n\n", 5) + b"x" * 100000
        self.expect(self.run_it("live.py", input=noisy))
        self.assertIn("no line held a sample", self.run_it("live.py", input=os.urandom(100000), code=1))
        self.assertIn("no line held a sample", self.run_it("live.py", input="", code=1))

    def test_it_counts_while_the_input_is_open(self):
        with subprocess.Popen(self.words("live.py"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            half = lines(self.signal).splitlines(True)
            process.stdin.writelines(half[:len(half) // 3])
            process.stdin.flush()
            self.assertEqual(process.stdout.readline(), "rep 1\n")  # the input has not ended yet
            process.stdin.writelines(half[len(half) // 3:])
            process.stdin.close()
            self.expect("rep 1\n" + process.stdout.read())
        self.assertEqual(process.returncode, 0)

    @unittest.skipUnless(has("serial"), "without pyserial")
    def test_a_serial_port(self):
        master, slave = pty.openpty()
        name = os.ttyname(slave)
        with subprocess.Popen(self.words("live.py", "--port", name), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            self.assertEqual(process.stderr.readline(), f"listening to {name}\n")
            os.close(slave)
            half = lines(self.signal).encode()
            at = half.index(b"\n", len(half) // 3) + 1
            os.write(master, b"t_us,force_n\n")
            self.send(master, half[:at])
            self.assertEqual(process.stdout.readline(), "rep 1\n")  # the port is still open
            self.send(master, half[at:])
            out = "rep 1\n"
            while out.count("  full: peak") < self.full:  # what a pty still holds is lost when it closes
                out += process.stdout.readline()
            os.close(master)  # unplugged
            self.expect(out + process.stdout.read())
            self.assertRegex(process.stderr.read(), r"^[12] lines were no samples")  # the header, and what the end cut
        self.assertEqual(process.returncode, 0)

    def send(self, port, data):
        while data:
            data = data[os.write(port, data[:512]):]

    @unittest.skipUnless(has("serial"), "without pyserial")
    def test_a_port_that_is_not_there(self):
        self.assertIn("/dev/nowhere", self.run_it("live.py", "--port", "/dev/nowhere", code=1))

    @unittest.skipUnless(has("rich"), "without rich")
    def test_a_terminal_gets_a_bar(self):
        master, slave = pty.openpty()
        process = subprocess.Popen(self.words("live.py", "--goal", 5), stdin=subprocess.PIPE, stdout=slave, stderr=subprocess.DEVNULL)
        os.close(slave)
        process.stdin.write(lines(self.signal).encode())
        process.stdin.close()
        shown = b""
        try:
            while block := os.read(master, 65536):
                shown += block
        except OSError:  # the other end is closed
            pass
        os.close(master)
        self.assertEqual(process.wait(), 0)
        self.assertIn("5/5", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode()))
        self.assertIn("set over: 5 full, 1 partial", shown.decode())


class Train(Place):
    def test_a_set_is_stored(self):
        path = self.write("set.csv", rows(recording.simulate(9, 1)))
        self.assertIn("0 sessions in the log. No session", self.run_it("train.py", path, "log.bandex"))
        out = self.run_it("train.py", path, "log.bandex", "--store")
        self.assertIn("8 repetitions, ", out)
        self.assertIn("trains: latissimus_dorsi", out)
        self.assertIn("1 sessions in the log. The one set reached 8 (8) on green. Next: green, 1 x 9.", out)


if __name__ == "__main__":
    unittest.main()
