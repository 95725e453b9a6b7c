#include "analysis/measures_bytes.hpp"

#include <cstdint>

namespace tiersim {
namespace {

/// Buckets by how far each is from the one before.
void write_histogram(ByteWriter& to, const Histogram& histogram) {
  const std::vector<Histogram::Bucket> buckets = histogram.buckets();
  to.number(buckets.size());
  std::int64_t before = 0;
  for (const Histogram::Bucket& bucket : buckets) {
    to.number(static_cast<std::uint64_t>(bucket.lowest.count() - before));
    to.number(bucket.count);
    before = bucket.lowest.count();
  }
}

Histogram read_histogram(ByteReader& from) {
  constexpr auto longest = static_cast<std::uint64_t>(longest_duration.count());
  Histogram histogram;
  std::uint64_t at = 0;
  for (std::size_t left = from.count(); left > 0 && from.ok(); --left) {
    const std::uint64_t step = from.number();
    at = step > longest - at ? longest : at + step;
    histogram.add(Duration{static_cast<std::int64_t>(at)}, from.number());
  }
  return histogram;
}

void write_list(ByteWriter& to, const std::vector<std::int64_t>& list) {
  to.number(list.size());
  for (const std::int64_t value : list) to.integer(value);
}

std::vector<std::int64_t> read_list(ByteReader& from) {
  std::vector<std::int64_t> list(from.count());
  for (std::int64_t& value : list) value = from.integer();
  return list;
}

// Both name all members, so that a new one is not forgotten: it would not compile.

void write_outcome(ByteWriter& to, const RunOutcome& outcome) {
  const auto& [events, opened, resolved, merged, cancelled, open, fingerprint, backlog, most_open] =
      outcome;
  for (const std::uint64_t value :
       {events, opened, resolved, merged, cancelled, open, fingerprint, backlog, most_open}) {
    to.number(value);
  }
}

RunOutcome read_outcome(ByteReader& from) {
  RunOutcome outcome;
  auto& [events, opened, resolved, merged, cancelled, open, fingerprint, backlog, most_open] =
      outcome;
  for (std::uint64_t* const value : {&events, &opened, &resolved, &merged, &cancelled, &open,
                                     &fingerprint, &backlog, &most_open}) {
    *value = from.number();
  }
  return outcome;
}

}  // namespace

void write(ByteWriter& to, const Measures& measures) {
  const auto& [sums, histograms, closes, credits, periods, outcome] = measures;
  to.sparse(std::span<const std::int64_t>{sums});
  for (const Histogram& histogram : histograms) write_histogram(to, histogram);
  write_list(to, closes);
  write_list(to, credits);
  to.number(periods.size());
  for (const Measures& period : periods) write(to, period);
  write_outcome(to, outcome);
}

Measures read_measures(ByteReader& from, const MeasuresShape& shape) {
  Measures measures;
  measures.sums.resize(shape.sums);
  from.sparse(std::span<std::int64_t>{measures.sums});
  measures.histograms.reserve(shape.histograms);
  for (std::size_t i = 0; i < shape.histograms; ++i) {
    measures.histograms.push_back(read_histogram(from));
  }
  measures.closes = read_list(from);
  measures.credits = read_list(from);
  const std::size_t periods = from.count();
  const bool fits = periods == shape.periods;
  if (!fits) from.reject();
  for (std::size_t i = 0; fits && i < periods; ++i) {
    measures.periods.push_back(read_measures(from, {shape.sums, shape.histograms, 0}));
  }
  measures.outcome = read_outcome(from);
  return measures;
}

}  // namespace tiersim
