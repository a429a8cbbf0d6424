package dev.tributary.benchmarks.measure;

/**
 * What else the machine did during a measurement.
 *
 * @param average the system's load average of the last minute, this process included
 * @param othersCores cores that other processes kept busy
 * @param stealPercent share of the machine's time that the hypervisor gave to somebody else
 */
public record Load(double average, double othersCores, double stealPercent) {}
