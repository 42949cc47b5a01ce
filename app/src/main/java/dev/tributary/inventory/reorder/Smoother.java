package dev.tributary.inventory.reorder;

/** A forecast that learns one period after the other; {@link #next} never knows what comes. */
interface Smoother {

    double next();

    void take(double units);

    /** What the period so many after the next is expected to be. */
    default double after(int periods) {
        return next();
    }

    /** Simple exponential smoothing: the forecast moves by a share of each error. */
    final class Simple implements Smoother {

        private final double share;
        private double level = Double.NaN;

        Simple(double share) {
            this.share = share;
        }

        @Override
        public double next() {
            return Double.isNaN(level) ? 0 : level;
        }

        @Override
        public void take(double units) {
            level = Double.isNaN(level) ? units : level + share * (units - level);
        }
    }

    /** Each period of a season, such as each day of the week, smoothed by itself. */
    final class Seasonal implements Smoother {

        private final Simple[] seasons;
        private int at;

        Seasonal(int seasons, double share) {
            this.seasons = new Simple[seasons];
            for (int i = 0; i < seasons; i++) {
                this.seasons[i] = new Simple(share);
            }
        }

        @Override
        public double next() {
            return after(0);
        }

        @Override
        public double after(int periods) {
            return seasons[(at + periods) % seasons.length].next();
        }

        @Override
        public void take(double units) {
            seasons[at].take(units);
            at = (at + 1) % seasons.length;
        }
    }

    /**
     * Croston (1972) for demand that comes now and then: size and interval are smoothed apart, whenever there is demand.
     * Their quotient is too high on average; Syntetos and Boylan (2005) take half the share off.
     */
    final class Croston implements Smoother {

        private final double share;
        private double size = Double.NaN;
        private double interval = 1;
        private int since = 1;

        Croston(double share) {
            this.share = share;
        }

        @Override
        public double next() {
            return Double.isNaN(size) ? 0 : (1 - share / 2) * size / interval;
        }

        @Override
        public void take(double units) {
            if (units <= 0) {
                since++;
                return;
            }
            if (Double.isNaN(size)) {
                size = units;
                interval = since;
            } else {
                size += share * (units - size);
                interval += share * (since - interval);
            }
            since = 1;
        }
    }
}
