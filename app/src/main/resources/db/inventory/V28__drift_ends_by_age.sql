-- Settled drift ends by its age. What is open is in no index by it, and nothing waits for this one but the reconciler.
create index drift_settled on inventory.drift (settled_at) where outcome <> 1;
