-- What platforms hear of goods that left here: one row for each parcel of an order, by the parcel's own key.
create table channels.shipment_news (
    merchant_id     bigint      not null,
    channel_id      bigint      not null,
    order_id        bigint      not null,
    parcel          text        not null check (length(parcel) between 1 and 200),
    -- The platform's.
    number          text        not null check (length(number) between 1 and 64),
    carrier         text        not null check (length(carrier) between 1 and 200),
    tracking_number text        not null check (length(tracking_number) between 1 and 200),
    -- [{"channelSku", "units"}], in the platform's words
    goods           jsonb       not null,
    -- Everything of the order has left by this parcel.
    whole           boolean     not null,
    shipped_at      timestamptz not null,
    -- Since when it is to be told: a person's wish to tell it again begins anew.
    since           timestamptz not null,
    attempts        integer     not null default 0,
    due_at          timestamptz not null,
    parked_at       timestamptz,
    -- Told, or dropped by a person.
    ended_at        timestamptz,
    history         text[]      not null default '{}',
    primary key (channel_id, order_id, parcel)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
create index shipment_news_due on channels.shipment_news (channel_id, due_at) where ended_at is null and parked_at is null;
-- Operators' list of what does not arrive.
create index shipment_news_late on channels.shipment_news (merchant_id, since) where ended_at is null;
create index shipment_news_age on channels.shipment_news (since);
