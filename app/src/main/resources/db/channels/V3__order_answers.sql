-- Who tells a channel of what, until when: one node tells its stock, one answers its orders.
alter table channels.news_lane rename to lane_lease;
alter table channels.lane_lease add column lane text not null default 'stock' check (lane in ('stock', 'answers'));
alter table channels.lane_lease alter column lane drop default;
alter table channels.lane_lease drop constraint news_lane_pkey;
alter table channels.lane_lease add primary key (channel_id, lane);

-- What the platform of an order should hold of it, and what it is known to hold. By the platform's number: it may say
-- what it holds before the order is here.
create table channels.order_answer (
    merchant_id bigint not null,
    channel_id bigint not null,
    number text not null check (length(number) between 1 and 64),
    order_id bigint,
    -- The order's version that decided.
    version bigint not null default 0,
    -- 0 nothing decided, 1 waits for a mapping, 2 waits for stock, 3 confirmed, 4 cancelled
    wanted smallint not null default 0 check (wanted between 0 and 4),
    cause text,
    -- Told by the hub or said by the platform itself: 0 nothing, 3 confirmed, 4 cancelled
    known smallint not null default 0 check (known in (0, 3, 4)),
    decided_at timestamptz not null,
    attempts integer not null default 0,
    -- Of what is to be told: the next try. Of what waits: when the platform hears that it cannot be met.
    due_at timestamptz not null,
    parked_at timestamptz,
    history text[] not null default '{}',
    primary key (channel_id, number)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
create index order_answer_untold on channels.order_answer (channel_id, due_at)
    where wanted >= 3 and known < wanted and parked_at is null;
create index order_answer_waiting on channels.order_answer (due_at) where wanted in (1, 2) and known = 0;
-- Operators' list of what does not arrive.
create index order_answer_late on channels.order_answer (merchant_id, decided_at) where wanted >= 3 and known < wanted;
create index order_answer_age on channels.order_answer (decided_at);
