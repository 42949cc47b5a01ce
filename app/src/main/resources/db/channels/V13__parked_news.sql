-- How many of each channel are parked, whatever number of others wait to be told.
create index order_answer_parked on channels.order_answer (channel_id)
    where wanted >= 3 and known < wanted and parked_at is not null;
create index shipment_news_parked on channels.shipment_news (channel_id)
    where ended_at is null and parked_at is not null;
