-- How long an unpaid order may keep its stock at most, while its buyer is active.
alter table catalog.channel add column hold_seconds_max integer;
update catalog.channel set hold_seconds_max = greatest(hold_seconds, least(4 * hold_seconds::bigint, 2592000));
alter table catalog.channel
    alter column hold_seconds_max set not null,
    add check (hold_seconds_max >= hold_seconds);
