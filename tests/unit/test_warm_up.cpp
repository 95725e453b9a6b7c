#include "tiersim/warm_up.hpp"

#include "sim/text.hpp"
#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using test::load;
using test::problems;
using test::small_desk;
using test::two_tiers;

namespace {

std::string chosen(const LoadedScenario& loaded, unsigned threads = 0) {
  return span_text(choose_warm_up(loaded, {.threads = threads, .progress = {}}).value().length);
}

std::string refusal(const LoadedScenario& loaded) {
  try {
    return "chosen: " + chosen(loaded);
  } catch (const BadInput& input) {
    return input.what();
  }
}

}  // namespace

TEST_CASE("five observations are a batch, and what is left over is none") {
  const std::vector<double> observations{1, 2, 3, 4, 5, 10, 10, 10, 10, 20, 99};
  CHECK(means_of_five(observations) == std::vector<double>{3, 12});
}

// Batches y_1..y_8. With d left out, MSER(d) = sum (y - mean)^2 / (8 - d)^2 of the others:
//   d = 0: mean 2.5, squares 88 - 50 = 38, / 64 = 0.594
//   d = 1: mean 12/7, squares 24 - 144/7 = 3.43, / 49 = 0.0700
//   d = 2: mean 1.5, squares 1.5, / 36 = 0.0417
//   d = 3: mean 1.6, squares 14 - 12.8 = 1.2, / 25 = 0.0480
TEST_CASE("MSER leaves out as many batches as by hand") {
  CHECK(mser_cut(std::vector<double>{8, 3, 1, 2, 1, 2, 1, 2}) == 2);
}

TEST_CASE("MSER of what is settled leaves out nothing, and of what never settles, most") {
  CHECK(mser_cut(std::vector<double>(30, 4.0)) == 0);
  std::vector<double> rising;
  for (int i = 0; i < 30; ++i) rising.push_back(i);
  CHECK(mser_cut(rising) == 20);
  CHECK(mser_cut(std::vector<double>{5, 5, 5, 1, 1, 1, 1, 1, 1}) == 3);
}

TEST_CASE("auto is a warm-up of the language, and no length until it is chosen") {
  const LoadedScenario loaded = load(small_desk(), {"horizon.warm_up=auto"});
  CHECK(loaded.scenario.horizon.warm_up == WarmUp{{}, true});
  CHECK_THAT(canonical_text(loaded.scenario), ContainsSubstring("warm_up: auto"));
  CHECK(compile(loaded.scenario).window_from == Instant{});
  const LoadedScenario written = load(small_desk(), {"horizon.warm_up=auto", "horizon.warm_up=1w"});
  CHECK_FALSE(written.scenario.horizon.warm_up.is_auto);
  CHECK(load(small_desk(), {"horizon.warm_up=0d"}).hash == load(small_desk()).hash);
  CHECK_THAT(problems(small_desk(), {"horizon.warm_up=automatic"}),
             ContainsSubstring("horizon.warm_up=automatic"));
}

TEST_CASE("a desk that is always there is looked at in short stretches, from its empty start") {
  // One agent at 90 %: the empty start shows for some hundred services of 8 minutes.
  const LoadedScenario loaded =
      load(small_desk(), {"horizon.warm_up=auto", "horizon.length=20d",
                          "demand.access.volume=6.75/h", "staff.desk.heads=1"});
  const std::string length = chosen(loaded, 1);
  CHECK(chosen(loaded, 3) == length);
  const Span span = *parse_span(length, TimeUnits::horizon);
  CHECK(span.days == 0);
  CHECK(span.elapsed().count() % (6 * one_hour).count() == 0);  // 80 stretches
  CHECK(span.elapsed() <= 10 * one_day);
  CHECK_THAT(to_text(WarmUp{span, true}), ContainsSubstring("chosen by MSER-5 from 40 pilot"));
}

TEST_CASE("a desk with shifts is looked at by weeks") {
  const LoadedScenario loaded =
      load(two_tiers(), {"horizon.warm_up=auto", "horizon.length=12w", "horizon.cool_down=1w"});
  const std::string length = refusal(loaded);
  INFO(length);
  CHECK((length == "chosen: 0d" || length.ends_with('w') || length.find(" of 11w") < 200));
  const LoadedScenario short_one =
      load(two_tiers(), {"horizon.warm_up=auto", "horizon.length=10w", "horizon.cool_down=1w"});
  CHECK_THAT(refusal(short_one),
             ContainsSubstring("--set horizon.warm_up=auto") &&
                 ContainsSubstring("`auto` has 9 stretches of 1w to choose from") &&
                 ContainsSubstring("write a horizon of at least 10w besides the cool-down"));
}

TEST_CASE("a start that is far from what comes later is left out") {
  // 400 tickets are open at the start, which the desk works off in some days.
  const LoadedScenario loaded =
      load(small_desk(), {"horizon.warm_up=auto", "horizon.initial_backlog={L1: 400}"});
  const Span length = choose_warm_up(loaded, {}).value().length;
  CHECK(length.elapsed() >= 12 * one_hour);
  CHECK(length.elapsed() <= 7 * one_day);
}

TEST_CASE("a backlog that grows has no warm-up, and is told why") {
  const LoadedScenario loaded = load(
      small_desk(), {"horizon.warm_up=auto", "demand.access.volume=10/h", "staff.desk.heads=1"});
  CHECK_THAT(refusal(loaded), ContainsSubstring("`auto` would leave out ") &&
                                  ContainsSubstring(" not settle before half the run") &&
                                  ContainsSubstring("the backlog grows") &&
                                  ContainsSubstring("a warm-up of your own, `warm_up: 2w`"));
}

TEST_CASE("a choice that is stopped is none") {
  const std::atomic<bool> stop{true};
  const LoadedScenario loaded = load(small_desk(), {"horizon.warm_up=auto"});
  CHECK_FALSE(choose_warm_up(loaded, {.progress = {}, .stop = &stop}));
}
