-- How many wait at a row, and for how much: a batch reads the first thousand of them and this, and never the whole queue.
-- Kept by the table itself, under the stock row's lock as the places are.
create table inventory.queue (
    merchant_id bigint not null,
    sku_id      bigint not null,
    node_id     bigint not null,
    lines       bigint not null check (lines >= 0),
    units       bigint not null check (units >= 0),
    primary key (merchant_id, sku_id, node_id)
) with (fillfactor = 70);

lock table inventory.waiting in share row exclusive mode;
insert into inventory.queue (merchant_id, sku_id, node_id, lines, units)
select merchant_id, sku_id, node_id, count(*), sum(units) from inventory.waiting group by merchant_id, sku_id, node_id;

create function inventory.count_waiting() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into inventory.queue (merchant_id, sku_id, node_id, lines, units)
        select merchant_id, sku_id, node_id, count(*), sum(units)
          from made
         group by merchant_id, sku_id, node_id
         order by merchant_id, sku_id, node_id
            on conflict (merchant_id, sku_id, node_id) do update
           set lines = queue.lines + excluded.lines, units = queue.units + excluded.units;
    else
        update inventory.queue
           set lines = queue.lines - gone.lines, units = queue.units - gone.units
          from (select merchant_id, sku_id, node_id, count(*) as lines, sum(units) as units
                  from ended
                 group by merchant_id, sku_id, node_id) as gone
         where queue.merchant_id = gone.merchant_id and queue.sku_id = gone.sku_id and queue.node_id = gone.node_id;
    end if;
    return null;
end $$;
create trigger waiting_made after insert on inventory.waiting
    referencing new table as made for each statement execute function inventory.count_waiting();
create trigger waiting_ended after delete on inventory.waiting
    referencing old table as ended for each statement execute function inventory.count_waiting();

create function inventory.recount_waiting() returns trigger language plpgsql as $$
begin
    update inventory.queue
       set units = queue.units + new.units - old.units
     where queue.merchant_id = new.merchant_id and queue.sku_id = new.sku_id and queue.node_id = new.node_id;
    return null;
end $$;
-- Marks and dates change for thousands at once, units for one line at a time.
create trigger waiting_changed after update on inventory.waiting
    for each row when (old.units <> new.units) execute function inventory.recount_waiting();

-- Since when a date waits to be reckoned anew, null where it does not: the longest first, so that those of a row whose
-- receipts change again and again keep nobody from it.
alter table inventory.waiting add column stale_since timestamptz;
update inventory.waiting set stale_since = clock_timestamp() where stale;
alter table inventory.waiting drop column stale;
create index on inventory.waiting (merchant_id, stale_since) where stale_since is not null;
