#include "analysis/executor.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/catch.hpp"

using namespace tiersim;

namespace {

/// Early jobs take longest, so that later ones have to wait for their turn.
void take_a_while(std::size_t job) {
  std::this_thread::sleep_for(std::chrono::microseconds{job % 7 == 0 ? 2'000 : 50});
}

std::vector<std::size_t> first_numbers(std::size_t count) {
  std::vector<std::size_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

}  // namespace

TEST_CASE("jobs are merged once each and in their order, on any number of threads") {
  for (const unsigned threads : {0U, 1U, 2U, 5U, 16U}) {
    std::vector<std::size_t> merged;
    const Jobs jobs{60, [&](std::size_t job) -> Merge {
                      take_a_while(job);
                      return [&merged, job] { merged.push_back(job); };
                    }};
    CHECK(execute(jobs, threads) == 60);
    CHECK(merged == first_numbers(60));
  }
}

TEST_CASE("a job that is given up ends the prefix that counts") {
  for (const unsigned threads : {1U, 3U}) {
    std::vector<std::size_t> merged;
    const Jobs jobs{60, [&](std::size_t job) -> Merge {
                      take_a_while(job);
                      if (job == 21) return {};
                      return [&merged, job] { merged.push_back(job); };
                    }};
    CHECK(execute(jobs, threads) == 21);
    CHECK(merged == first_numbers(21));
  }
}

TEST_CASE("the failure of the first failing job is told, after those before it are merged") {
  for (const unsigned threads : {1U, 4U}) {
    std::vector<std::size_t> merged;
    const Jobs jobs{60, [&](std::size_t job) -> Merge {
                      take_a_while(job);
                      if (job >= 14) throw std::runtime_error{std::to_string(job)};
                      return [&merged, job] { merged.push_back(job); };
                    }};
    CHECK_THROWS_WITH(execute(jobs, threads), "14");
    CHECK(merged == first_numbers(14));
  }
}

TEST_CASE("what jobs hold is let go, however they end") {
  for (const unsigned threads : {1U, 4U}) {
    const auto held = std::make_shared<int>(0);
    const Jobs jobs{60, [&held](std::size_t job) -> Merge {
                      take_a_while(job);
                      return [own = held, job] {
                        if (job == 14) throw std::runtime_error{"14"};
                      };
                    }};
    CHECK_THROWS_WITH(execute(jobs, threads), "14");
    CHECK(held.use_count() == 1);
  }
}

TEST_CASE("a late first job does not let the others run ahead without bound") {
  std::atomic<std::size_t> started{0};
  std::size_t started_before_first_merge = 0;
  const Jobs jobs{1'000, [&](std::size_t job) -> Merge {
                    ++started;
                    if (job == 0) std::this_thread::sleep_for(std::chrono::milliseconds{50});
                    return [&, job] {
                      if (job == 0) started_before_first_merge = started;
                    };
                  }};
  CHECK(execute(jobs, 2) == 1'000);
  CHECK(started_before_first_merge <= 4);
}
