-- What was said, some 500 lines to a row: they are told, applied and forgotten together, and a row of its own for each
-- line cost more than half of what its stock row and its ledger did. The arrays of a part are as long as each other.
create table inventory.snapshot_part (
    merchant_id      bigint   not null,
    snapshot_id      bigint   not null,
    -- The last of its places.
    through_place    int      not null,
    -- By place in the telling, from 1; behind the last those that a full snapshot left out.
    places           int[]    not null,
    sku_ids          bigint[] not null,
    node_ids         bigint[] not null,
    said             bigint[] not null,
    -- Null where no line names one; -1 for a line that does not.
    through_versions bigint[],
    primary key (merchant_id, snapshot_id, through_place)
);

-- What the lines of a part came to, written with the stock rows that they changed.
create table inventory.snapshot_part_result (
    merchant_id   bigint     not null,
    snapshot_id   bigint     not null,
    through_place int        not null,
    held          bigint[]   not null,
    since         bigint[]   not null,
    results       bigint[]   not null,
    verdicts      smallint[] not null,
    changed       int        not null,
    unchanged     int        not null,
    ignored       int        not null,
    primary key (merchant_id, snapshot_id, through_place)
);

-- Nobody asks which SKUs are frequent in the arrays, and finding out takes half a second of a core.
alter table inventory.snapshot_part
    alter places set statistics 0, alter sku_ids set statistics 0, alter node_ids set statistics 0,
    alter said set statistics 0, alter through_versions set statistics 0;
alter table inventory.snapshot_part_result
    alter held set statistics 0, alter since set statistics 0, alter results set statistics 0,
    alter verdicts set statistics 0;

with line as (
    select *, (row_number() over (partition by merchant_id, snapshot_id order by place) - 1) / 500 as part
      from inventory.snapshot_line)
insert into inventory.snapshot_part
       (merchant_id, snapshot_id, through_place, places, sku_ids, node_ids, said, through_versions)
select merchant_id, snapshot_id, max(place), array_agg(place order by place), array_agg(sku_id order by place),
       array_agg(node_id order by place), array_agg(said order by place),
       case when count(through_version) > 0 then array_agg(coalesce(through_version, -1) order by place) end
  from line
 group by merchant_id, snapshot_id, part;

-- A part that was applied half-way would be applied again: each of its rows knows that this snapshot has spoken of it.
insert into inventory.snapshot_part_result
       (merchant_id, snapshot_id, through_place, held, since, results, verdicts, changed, unchanged, ignored)
select part.merchant_id, part.snapshot_id, through_place, array_agg(held order by place),
       array_agg(since order by place), array_agg(result order by place), array_agg(verdict order by place),
       count(*) filter (where verdict = 5), count(*) filter (where verdict = 4),
       count(*) filter (where verdict not in (4, 5))
  from inventory.snapshot_part as part
 cross join unnest(places) as place
  join inventory.snapshot_result as came using (merchant_id, snapshot_id, place)
 group by part.merchant_id, part.snapshot_id, through_place, places
having count(*) = cardinality(places);

drop table inventory.snapshot_line, inventory.snapshot_result;

-- Each snapshot writes all of its rows anew: with room for that on every page no index changes.
alter table inventory.snapshot_row set (fillfactor = 45);
