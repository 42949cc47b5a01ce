-- 5: lots against their row, their own lines, what pins them and what is held.
insert into inventory.reading (reading) values (5);
