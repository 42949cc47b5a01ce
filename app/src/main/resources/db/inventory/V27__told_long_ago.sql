-- What leases kept back ends by its age.
create index on inventory.shadow_telling (told_at);
