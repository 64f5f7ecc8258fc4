"""A roster into a plain database, as an office script does it: no checks, no preview, no undo.

roster.py WORKBOOK DATABASE
"""

import json
import sqlite3
import sys
import time

import openpyxl  # noqa: F401  (loaded before the clock starts, as pandas is)
import pandas

workbook, database = sys.argv[1:3]
began = time.perf_counter()

people = pandas.read_excel(workbook, header=1, dtype=str, engine="openpyxl")
people[["户号", "户主姓名"]] = people[["户号", "户主姓名"]].ffill()
people["公民身份号码"] = people["公民身份号码"].str.strip().str.upper()
people["household"] = people.groupby(["组别", "户号"], sort=False).ngroup()
households = people.drop_duplicates("household")[["household", "组别", "户号", "现住址"]]
tagged = people[people["人员类别"].notna()]
members = people[people["政治面貌"] == "中共党员"]

store = sqlite3.connect(database)
store.executescript(
    """
    CREATE TABLE household(id INTEGER PRIMARY KEY, hamlet TEXT, code TEXT, address TEXT);
    CREATE TABLE person(id INTEGER PRIMARY KEY, household INTEGER, name TEXT, relation TEXT, sex TEXT, birth TEXT,
        id_number TEXT, phone TEXT, work TEXT, place TEXT);
    CREATE TABLE tag(person INTEGER, kind TEXT);
    CREATE TABLE party_member(person INTEGER);
    CREATE INDEX person_household ON person(household);
    CREATE INDEX person_number ON person(id_number);
    """
)
store.executemany("INSERT INTO household VALUES(?, ?, ?, ?)", households.itertuples(index=False, name=None))
columns = ["household", "姓名", "与户主关系", "性别", "出生日期", "公民身份号码", "联系电话", "务工情况", "务工地点"]
rows = people[columns].astype(object).where(people[columns].notna(), None)
store.executemany("INSERT INTO person VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows.itertuples(index=True, name=None))
store.executemany("INSERT INTO tag VALUES(?, ?)", tagged["人员类别"].items())
store.executemany("INSERT INTO party_member VALUES(?)", ((int(at),) for at in members.index))
store.commit()
seconds = time.perf_counter() - began

with open("/proc/self/status", encoding="utf-8") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) * 1024
print(json.dumps({"seconds": seconds, "peak": peak, "more": {"rows": len(people)}}))
