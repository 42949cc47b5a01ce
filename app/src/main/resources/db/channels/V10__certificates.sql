-- Since when a list is read: days before it cannot be certified.
alter table channels.pull_mark add column begun_at timestamptz not null default clock_timestamp();

-- Per channel and day: what the platform counts, what is here, and whether both are the same.
create table channels.certificate (
    id          bigint generated always as identity primary key,
    merchant_id bigint      not null,
    channel_id  bigint      not null,
    day         date        not null,
    from_at     timestamptz not null,
    to_at       timestamptz not null check (to_at > from_at),
    -- 1 not counted yet, 2 the same, 3 not the same, 4 signed by a person though not the same
    state       smallint    not null default 1 check (state between 1 and 4),
    -- Not null while it is counted, or counted again: so far.
    through     timestamptz,
    runs        integer     not null default 0,
    counted_at  timestamptz,
    theirs      bigint      not null default 0,
    ours        bigint      not null default 0,
    their_sums  jsonb       not null default '{}',
    our_sums    jsonb       not null default '{}',
    missing     bigint      not null default 0,
    extra       bigint      not null default 0,
    differing   bigint      not null default 0,
    failure     text        not null default '' check (length(failure) <= 500),
    signed_by   text,
    signed_at   timestamptz,
    reason      text        check (length(reason) <= 500),
    unique (channel_id, day)
);
create index certificate_of_merchant on channels.certificate (merchant_id, day desc, channel_id);
create index certificate_counting on channels.certificate (channel_id, day) where through is not null;

-- While it is counted: every order; afterwards only those that are not the same on both sides.
create table channels.certificate_line (
    certificate_id bigint  not null references channels.certificate on delete cascade,
    number         text    not null,
    order_id       bigint,
    their_currency char(3),
    their_amount   bigint,
    their_over     boolean,
    our_currency   char(3),
    our_amount     bigint,
    our_over       boolean,
    -- Money has gone back, or lines were changed, by which the platform's first amount is left.
    our_changed    boolean not null default false,
    primary key (certificate_id, number)
);
