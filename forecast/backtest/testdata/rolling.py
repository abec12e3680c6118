#!/usr/bin/env python3
"""Makes rolling.csv of R's results: rolling.py GOLDEN_DIR > rolling.csv

GOLDEN_DIR holds one JSON a series, made with R 4.2.2 and forecast 8.20:
cv_dm   errors of tsCV(y, f, h = 3, initial = 5) for f = rwf without and with drift, and dm.test of them
        at h = 1 and 3, power 1 and 2, both variances
holdout6  accuracy() of the same methods on the last 6 values
Sums of the errors and of their absolute values stand for the errors.
"""
import csv, glob, json, os, sys

out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow("series,y,method,h,errors,sum,abs,ME,RMSE,MAE,MPE,MAPE,MASE,dm1,p1,bartlett1,dm2,p2,bartlett2".split(","))
for name in sorted(glob.glob(os.path.join(sys.argv[1], "*.json"))):
    d = json.load(open(name))
    if "errors" not in d.get("cv_dm", {}) or d["n"] > 60:
        continue
    for method in ("naive", "rwdrift"):
        for h in (1, 3):
            e = [v for v in d["cv_dm"]["errors"][method][h - 1] if v is not None]
            a = d["holdout6"]["accuracy"][method]["test"]
            tests = [t for t in d["cv_dm"]["dm_test"] if t["e1"] == "naive" and t["e2"] == "rwdrift" and t["h"] == h and t["alternative"] == "two.sided"]
            dm = []
            for power in (1, 2):
                # An exact line leaves the drift nothing but rounding errors.
                t = [t for t in tests if t["power"] == power and isinstance(t.get("acf"), dict) and abs(t["acf"].get("statistic", 1e9)) < 1e6]
                dm += [t[0]["acf"]["statistic"], t[0]["acf"]["p.value"], t[0]["bartlett"]["statistic"]] if t else ["", "", ""]
            out.writerow([d["name"], " ".join("%.12g" % v for v in d["y"]), method, h, len(e)] +
                         ["%.10g" % v for v in (sum(e), sum(map(abs, e)))] + ["%.10g" % a[k] for k in "ME RMSE MAE MPE MAPE MASE".split()] +
                         [v if v == "" else "%.10g" % v for v in dm])
