-- What a row has besides its numbers: 1 quotas, 2 lots. Read with the row's lock, so that only rows which have some pay for
-- reading them; written by whoever sets them up, never by orders.
alter table inventory.stock
    add column traits smallint not null default 0;
