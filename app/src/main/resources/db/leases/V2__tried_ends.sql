-- When its end was last tried: those that wait for others stand behind those that do not.
alter table leases.lease add column tried_at timestamptz;
create index on leases.lease (tried_at nulls first, id) where state = 2;
