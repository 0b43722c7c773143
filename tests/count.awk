# Counts single tests in ctest's log: each framework has a closing line of its own; a program without one is one test.
function close_test() {
    if (name == "") return
    if (!counted) { if (result == "Passed") passed++; else if (result ~ /Skipped|Not Run|Disabled/) skipped++; else failed++ }
    else if (result !~ /Passed|Skipped/ && !had_failure) failed++
    name = ""
}
/^[0-9]+\/[0-9]+ Test: / { close_test(); name = $3; counted = 0; had_failure = 0; result = "" }
/Synthesis: Tested: / {
    counted = 1
    gsub(/[^0-9|]/, ""); split($0, n, "|")
    passed += n[2]; failed += n[3] + n[4]; had_failure = n[3] + n[4] > 0
}
/^Ran [0-9]+ tests? in / { ran = $2; counted = 1; bad = 0; skips = 0 }
/^(OK|FAILED)( \(.*\))?$/ && counted {
    line = $0
    if (match(line, /skipped=[0-9]+/)) skips = substr(line, RSTART + 8, RLENGTH - 8)
    if (match(line, /failures=[0-9]+/)) bad += substr(line, RSTART + 9, RLENGTH - 9)
    if (match(line, /errors=[0-9]+/)) bad += substr(line, RSTART + 7, RLENGTH - 7)
    passed += ran - bad - skips; failed += bad; skipped += skips; had_failure = had_failure || bad > 0; ran = 0
}
/^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/ { counted = 1; passed += $1; failed += $3; skipped += $5; had_failure = had_failure || $3 > 0 }
/^Test Pass Reason:/ { result = "Passed" }
/^Test Fail Reason:/ { result = "Failed" }
/^Test (Passed|Failed|Skipped|Not Run)/ { result = $2 == "Not" ? "Not Run" : $2; sub(/\..*/, "", result) }
END { close_test(); print passed + 0, failed + 0, skipped + 0 }
