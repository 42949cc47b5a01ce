-- What platforms gave us to call them with, encrypted by the hub's key.
create table channels.token (
    merchant_id bigint      not null,
    channel_id  bigint      not null primary key,
    sealed      bytea       not null,
    -- A hash of the account's settings it was got with: with others it counts no more.
    settings    text        not null,
    renew_at    timestamptz not null,
    ends_at     timestamptz not null
);

-- How far each list of a channel is read: everything that changed before is stored in the inbox.
create table channels.pull_mark (
    merchant_id   bigint      not null,
    channel_id    bigint      not null,
    list          text        not null check (length(list) between 1 and 80),
    through       timestamptz not null,
    -- What the platform's list did not reach back to any more when it was read: nobody knows what changed then.
    lost_from     timestamptz,
    lost_to       timestamptz,
    looked_at     timestamptz,
    failing_since timestamptz,
    failure       text        not null default '' check (length(failure) <= 500),
    tries         integer     not null default 0,
    primary key (channel_id, list)
);
create index pull_mark_of_merchant on channels.pull_mark (merchant_id, channel_id);

-- What people asked to have read again.
create table channels.pull_range (
    id          bigint generated always as identity primary key,
    merchant_id bigint      not null,
    channel_id  bigint      not null,
    list        text        not null,
    from_at     timestamptz not null,
    to_at       timestamptz not null check (to_at > from_at),
    through     timestamptz not null,
    items       bigint      not null default 0,
    owner       text        not null,
    asked_at    timestamptz not null,
    ended_at    timestamptz
);
create index pull_range_open on channels.pull_range (channel_id, id) where ended_at is null;
create index pull_range_of_channel on channels.pull_range (merchant_id, channel_id, id);

-- Single items to be fetched: a push named them and did not bring them.
create table channels.pull_wanted (
    merchant_id bigint      not null,
    channel_id  bigint      not null,
    list        text        not null,
    number      text        not null check (length(number) between 1 and 64),
    since       timestamptz not null,
    due_at      timestamptz not null,
    tries       integer     not null default 0,
    failure     text        not null default '' check (length(failure) <= 500),
    primary key (channel_id, list, number)
);
create index pull_wanted_due on channels.pull_wanted (channel_id, due_at);

alter table channels.lane_lease drop constraint if exists lane_lease_lane_check;
alter table channels.lane_lease add constraint lane_lease_lane_check
    check (lane in ('stock', 'answers', 'shipments', 'pull', 'token'));
