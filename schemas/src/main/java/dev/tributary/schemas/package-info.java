/**
 * What goes over the wire: record types generated from the Avro schemas, and the codecs that read and write them.
 *
 * <p>The generated classes carry no nullness annotations, so classes here are marked one by one.
 */
package dev.tributary.schemas;
