#include "tiersim/histogram.hpp"

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "tests/catch.hpp"

using tiersim::Duration;
using tiersim::Histogram;

namespace {

// One value in each octave and many in between, the same on every platform.
std::vector<Duration> mixed_values() {
  std::mt19937_64 bits(1);
  std::vector<Duration> values;
  for (int i = 0; i < 20'000; ++i)
    values.emplace_back(static_cast<std::int64_t>(bits() >> (23U + bits() % 40U)));
  return values;
}

double only_value(Duration value) {
  Histogram histogram;
  histogram.add(value);
  return *histogram.quantile_ms(0.5);
}

}  // namespace

TEST_CASE("a histogram without durations has no quantile") {
  const Histogram empty;
  CHECK(empty.count() == 0);
  CHECK_FALSE(empty.quantile_ms(0.5).has_value());
  CHECK(empty.buckets().empty());
}

TEST_CASE("milliseconds below 1,024 are exact") {
  for (std::int64_t ms = 0; ms < 1'024; ++ms)
    REQUIRE(only_value(Duration{ms}) == static_cast<double>(ms));
}

TEST_CASE("every duration is within 0.1 % of its bucket's middle") {
  for (const Duration value : mixed_values()) {
    const auto exact = static_cast<double>(value.count());
    REQUIRE(std::abs(only_value(value) - exact) <= 0.001 * exact);
  }
}

TEST_CASE("buckets follow each other without gap or overlap") {
  for (int octave = 10; octave < 41; ++octave) {
    const Duration start{std::int64_t{1} << octave};
    Histogram histogram;
    for (const Duration value : {start - Duration{1}, start}) histogram.add(value);
    const auto buckets = histogram.buckets();
    REQUIRE(buckets.size() == 2);
    CHECK(buckets[0].highest + Duration{1} == buckets[1].lowest);
    CHECK(buckets[1].lowest == start);
  }
}

TEST_CASE("durations saturate at 0 and at 100 years") {
  CHECK(only_value(Duration{-5}) == 0);
  CHECK(only_value(tiersim::longest_duration) == only_value(2 * tiersim::longest_duration));
  CHECK(only_value(Duration::max()) <= static_cast<double>(tiersim::longest_duration.count()));
  CHECK(only_value(tiersim::longest_duration) ==
        Catch::Approx(static_cast<double>(tiersim::longest_duration.count())).epsilon(0.001));
}

TEST_CASE("quantiles are by nearest rank") {
  // Hyndman and Fan (1996), definition 1: the ceil(q n)-th smallest.
  Histogram histogram;
  for (std::int64_t ms = 10; ms <= 100; ms += 10) histogram.add(Duration{ms});
  CHECK(histogram.quantile_ms(0.0) == 10.0);
  CHECK(histogram.quantile_ms(0.1) == 10.0);
  CHECK(histogram.quantile_ms(0.11) == 20.0);
  CHECK(histogram.quantile_ms(0.5) == 50.0);
  CHECK(histogram.quantile_ms(0.9) == 90.0);
  CHECK(histogram.quantile_ms(1.0) == 100.0);
}

TEST_CASE("a rank that is whole in decimal is not rounded up") {
  Histogram histogram;
  for (std::int64_t ms = 1; ms <= 100; ++ms) histogram.add(Duration{ms});
  for (int percent = 1; percent <= 100; ++percent)  // 0.07 * 100 is above 7 in binary
    CHECK(histogram.quantile_ms(percent / 100.0) == static_cast<double>(percent));
}

TEST_CASE("counts pass 32 bits and stay exact") {
  Histogram histogram;
  histogram.add(Duration{0}, 10'000'000'000);
  histogram.add(Duration{7}, 4'294'967'295);
  histogram.add(Duration{7});
  histogram.add(Duration{9}, 3);
  CHECK(histogram.count() == 14'294'967'299);
  const auto buckets = histogram.buckets();
  REQUIRE(buckets.size() == 3);
  CHECK(buckets[0].count == 10'000'000'000);
  CHECK(buckets[1].count == 4'294'967'296);
  CHECK(buckets[2].count == 3);
  CHECK(histogram.quantile_ms(0.69) == 0.0);
  CHECK(histogram.quantile_ms(0.71) == 7.0);
  CHECK(histogram.quantile_ms(1.0) == 9.0);

  Histogram twice = histogram;
  twice.merge(histogram);
  histogram.merge(histogram);
  CHECK(twice == histogram);
  CHECK(twice.count() == 28'589'934'598);
}

TEST_CASE("counts that pass 16 bits one by one, or in a merge, stay exact") {
  Histogram one_by_one;
  for (int i = 0; i < 65'536; ++i) one_by_one.add(Duration{5});
  CHECK(one_by_one.buckets().front().count == 65'536);
  Histogram many;
  many.add(Duration{5}, 40'000);
  many.add(Duration{6}, 65'535);
  many.add(Duration{4'000}, 1);
  Histogram sum = many;
  sum.merge(many);
  sum.merge(many);
  REQUIRE(sum.buckets().size() == 3);
  CHECK(sum.buckets()[0].count == 120'000);
  CHECK(sum.buckets()[1].count == 196'605);
  CHECK(sum.buckets()[2].count == 3);
  CHECK(sum.count() == 316'608);
}

TEST_CASE("merging is counting together, in any order") {
  const auto values = mixed_values();
  Histogram all;
  Histogram odd;
  Histogram even;
  for (std::size_t i = 0; i < values.size(); ++i) {
    all.add(values[i]);
    (i % 2 == 1 ? odd : even).add(values[i]);
  }
  CHECK_FALSE(odd == even);
  Histogram odd_first = odd;
  odd_first.merge(even);
  even.merge(odd);
  CHECK(odd_first == all);
  CHECK(even == all);
  even.merge(Histogram{});
  CHECK(even == all);
}

TEST_CASE("a histogram is rebuilt from its buckets") {
  Histogram histogram;
  for (const Duration value : mixed_values()) histogram.add(value, 3);
  Histogram rebuilt;
  for (const auto& bucket : histogram.buckets()) rebuilt.add(bucket.lowest, bucket.count);
  CHECK(rebuilt == histogram);
}

TEST_CASE("adding none changes nothing") {
  Histogram histogram;
  histogram.add(Duration{5'000}, 0);
  CHECK(histogram == Histogram{});
}
