alter table channels.lane_lease drop constraint lane_lease_lane_check;
alter table channels.lane_lease add constraint lane_lease_lane_check
    check (lane in ('stock', 'answers', 'shipments', 'pull', 'socket', 'token'));
