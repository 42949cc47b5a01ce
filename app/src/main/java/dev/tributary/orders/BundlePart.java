package dev.tributary.orders;

import dev.tributary.kernel.SkuId;

/**
 * Says of a line that it is one component of a bundle. It stays as it was when the order came, whatever the bundle is
 * made of later.
 *
 * @param line under which number the bundle was told; no line of the order has it any more
 * @param bundle what was sold
 * @param unitsEach base units of this line in one base unit of the bundle
 * @param title how the bundle was called
 */
public record BundlePart(int line, SkuId bundle, long unitsEach, String title) {}
