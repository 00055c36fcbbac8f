CREATE TABLE person(id INTEGER PRIMARY KEY, name TEXT NOT NULL, city TEXT, height REAL);
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500)
INSERT INTO person SELECT i, 'person ' || (i * 7919 % 1501), CASE i % 4 WHEN 0 THEN 'Ulm' WHEN 1 THEN 'Bonn' WHEN 2 THEN 'Kiel' END, 1.5 + (i * 31 % 60) / 100.0 FROM n;
CREATE INDEX by_name ON person(name);
CREATE TABLE visit(person INTEGER REFERENCES person, day INTEGER, cost NUMERIC);
INSERT INTO visit SELECT id, id * 13 % 365, round(height * id, 2) FROM person WHERE id % 3 = 0;
SELECT city, count(*), round(avg(height), 6), min(name), max(name), total(height) FROM person GROUP BY city ORDER BY city;
SELECT p.name, v.day, v.cost FROM person p JOIN visit v ON v.person = p.id WHERE p.city = 'Ulm' ORDER BY v.cost DESC LIMIT 5;
SELECT id, sum(height) OVER (ORDER BY id ROWS 2 PRECEDING), rank() OVER (PARTITION BY city ORDER BY height DESC), ntile(4) OVER (ORDER BY id) FROM person WHERE id < 12;
SELECT upper(substr(name, 1, 3)), length(name), instr(name, '7'), replace(name, 'person', 'p'), hex(name), printf('%08.3f|%-6d|%x', height, id, id) FROM person WHERE id IN (5, 77, 1490);
SELECT 1/3, 1.0/3, 10 % 3, -7 / 2, 1e400, -0.0, 9223372036854775807 + 1, 0.1 + 0.2, 1e15, 1e16, abs(-5), round(2.5), CAST('12abc' AS INTEGER), 5 << 3, ~7;
SELECT typeof(1), typeof(1.0), typeof('x'), typeof(NULL), typeof(x'00'), coalesce(NULL, 3), ifnull(NULL, 'n'), 'a' < 'B' COLLATE NOCASE, 'abc' LIKE 'A%', 'abc' GLOB 'a*';
SELECT json_extract('{"a":[1,2,{"b":3.5}]}', '$.a[2].b'), json_group_array(id) FROM person WHERE id < 6;
SELECT value, type FROM json_each('[1,2.5,"three",null,true]');
SELECT date(0, 'unixepoch', '+45 days'), strftime('%Y %j %W', '2024-02-29'), julianday('2000-01-01 12:00'), time('12:34:56', '-1 hour');
CREATE TRIGGER tall AFTER UPDATE OF height ON person BEGIN INSERT INTO visit VALUES(new.id, -1, new.height - old.height); END;
UPDATE person SET height = height + 0.25 WHERE id BETWEEN 10 AND 20;
SELECT count(*), round(sum(cost), 4) FROM visit WHERE day = -1;
BEGIN; DELETE FROM person WHERE id % 2 = 0; SELECT count(*) FROM person; ROLLBACK; SELECT count(*) FROM person;
SAVEPOINT s; INSERT INTO person(name) VALUES('new'); ROLLBACK TO s; RELEASE s; SELECT max(id) FROM person;
CREATE VIEW heights AS SELECT city, group_concat(id, ' ') ids FROM (SELECT * FROM person WHERE id < 30 ORDER BY id) GROUP BY city; SELECT * FROM heights ORDER BY city;
EXPLAIN QUERY PLAN SELECT * FROM person WHERE name = 'person 7';
WITH RECURSIVE xaxis(x) AS (VALUES(-2.0) UNION ALL SELECT x + 0.1 FROM xaxis WHERE x < 1.2), yaxis(y) AS (VALUES(-1.0) UNION ALL SELECT y + 0.2 FROM yaxis WHERE y < 1.0),
m(iter, cx, cy, x, y) AS (SELECT 0, x, y, 0.0, 0.0 FROM xaxis, yaxis UNION ALL SELECT iter + 1, cx, cy, x * x - y * y + cx, 2.0 * x * y + cy FROM m WHERE x * x + y * y < 4.0 AND iter < 28),
m2(iter, cx, cy) AS (SELECT max(iter), cx, cy FROM m GROUP BY cx, cy), a(t) AS (SELECT group_concat(substr(' .+*#', 1 + min(iter / 7, 4), 1), '') FROM m2 GROUP BY cy)
SELECT group_concat(rtrim(t), x'0a') FROM a;
PRAGMA integrity_check;
