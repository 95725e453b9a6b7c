// Scenarios and data files that were damaged at random: always a Scenario that compiles, or
// BadInput whose problems name their place. Never another exception, a crash or a hang.

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/random_scenario.hpp"
#include "tiersim/disk_files.hpp"
#include "tiersim/language.hpp"
#include "tiersim/model.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string folder = std::string{TIERSIM_SOURCE_DIR} + "/";

std::string shipped(const std::string& name) {
  const FileContent content = DiskFiles{}.read(folder + name, 16U << 20U);
  INFO(name << ": " << content.failure);
  REQUIRE(content.ok());
  return content.bytes;
}

/// What ships, one file of it damaged. The real tickets are the made-up ones.
class Damaged final : public Files {
 public:
  Damaged() {
    for (const char* name : {"saas.yaml", "saas-late-cover.yaml", "servicenow.yaml",
                             "servicenow-faster.yaml", "office-hours.csv", "bench/w2.yaml"}) {
      files_.put(std::string{"scenarios/"} + name, shipped(std::string{"scenarios/"} + name));
    }
    tickets_ = shipped("tests/support/data/made_up_incidents.csv");
  }
  void put(const std::string& path, const std::string& bytes) { files_.put(path, bytes); }
  void put_tickets(std::string bytes) { tickets_ = std::move(bytes); }

  [[nodiscard]] FileContent read(const std::string& path, std::size_t at_most) const override {
    if (path.ends_with("incidents.csv.gz")) return {tickets_, ""};
    return files_.read(path, at_most);
  }

 private:
  MapFiles files_;
  std::string tickets_;
};

std::size_t line_start(const std::string& text, std::size_t at) {
  const std::size_t before = at == 0 ? std::string::npos : text.rfind('\n', at - 1);
  return before == std::string::npos ? 0 : before + 1;
}

std::string line_at(const std::string& text, std::size_t from) {
  const std::size_t end = text.find('\n', from);
  return text.substr(from, end == std::string::npos ? end : end + 1 - from);
}

/// A number of the text, from a random place on; {npos, 0} when there is none.
std::pair<std::size_t, std::size_t> number_from(const std::string& text, std::size_t at) {
  constexpr const char* digits = "0123456789";
  const std::size_t from = text.find_first_of(digits, at);
  if (from == std::string::npos) return {from, 0};
  const std::size_t to = text.find_first_not_of("0123456789.", from);
  return {from, (to == std::string::npos ? text.size() : to) - from};
}

const std::vector<std::string> odd_values{
    "1e308",   "-1",      "0",          "99999999999999999999",
    "NaN",     ".inf",    "-0.0",       "1e-320",
    "",        "null",    "~",          "[]",
    "{}",      "\"\"",    "4294967296", "0x7f",
    "1_000",   "3000000", "\xff\xfe",   "\xc3\xa9",
    "9999999", "!!str x", "2026-02-30", "08:00-08:00",
    "25:99",   "a: b: c", "<<",         "*x",
    "&x 1",    "\t",      "1e9"};

std::string damage(std::string text, Dice& dice) {
  if (text.empty()) return text;
  const std::size_t at = dice.below(text.size());
  const std::size_t line = line_start(text, at);
  switch (dice.below(10)) {
    case 0:
    case 1:
      text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << dice.below(8)));
      break;
    case 2: text[at] = static_cast<char>(dice.below(256)); break;
    case 3: text.resize(at); break;
    case 4: text.erase(line, line_at(text, line).size()); break;
    case 5: text.insert(line, line_at(text, line)); break;
    case 6: text.insert(line, line_at(text, line_start(text, dice.below(text.size())))); break;
    case 7: text.erase(at, 1 + dice.below(20)); break;
    default: {
      const auto [from, length] = number_from(text, at);
      if (from != std::string::npos) text.replace(from, length, dice.pick(odd_values));
    }
  }
  return text;
}

enum class Verdict { taken, refused };

/// \throws whatever should not be thrown.
Verdict verdict(const Files& files, const std::string& path) {
  try {
    const LoadedScenario loaded = load_scenario(files, path);
    const Model model = compile(loaded.scenario);
    return Verdict::taken;
  } catch (const BadInput& bad) {
    if (bad.problems().empty()) throw std::logic_error{"refused without a problem"};
    for (const Problem& problem : bad.problems()) {
      if (problem.place.file.empty() || problem.what.empty()) {
        throw std::logic_error{"a problem without place or words: " + to_text(problem)};
      }
    }
    return Verdict::refused;
  }
}

/// Damages the text 1 to 3 times, `rounds` times over. \return how many were taken.
template <class Put>
std::size_t
taken_of(std::size_t rounds, const std::string& text, const std::string& path, const Put& put) {
  std::size_t taken = 0;
  for (std::size_t round = 0; round < rounds; ++round) {
    Dice dice{round};
    std::string damaged = text;
    for (std::size_t times = 1 + dice.below(3); times > 0; --times) damaged = damage(damaged, dice);
    INFO("round " << round << " of " << path << ", damaged:\n" << damaged);
    Verdict found{};
    try {
      found = verdict(put(damaged), path);
    } catch (const std::exception& error) {
      FAIL("thrown: " << error.what());
    }
    taken += found == Verdict::taken ? 1 : 0;
  }
  return taken;
}

}  // namespace

TEST_CASE("hostile: shipped scenarios, damaged") {
  for (const char* path : {"scenarios/saas.yaml", "scenarios/saas-late-cover.yaml",
                           "scenarios/servicenow.yaml", "scenarios/bench/w2.yaml"}) {
    Damaged files;
    REQUIRE(verdict(files, path) == Verdict::taken);
    const std::size_t taken =
        taken_of(500, shipped(path), path, [&](const std::string& text) -> const Files& {
          files.put(path, text);
          return files;
        });
    CHECK(taken > 10);  // else the damage is too coarse to get behind the first check
    CHECK(taken < 490);
  }
}

TEST_CASE("hostile: scenarios of all features, damaged") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const ScenarioPieces pieces = random_scenario(seed);
    MapFiles files = pieces.files();
    const std::string path = "scenario.yaml";
    taken_of(75, pieces.text(), path, [&](const std::string& text) -> const Files& {
      files.put(path, text);
      return files;
    });
  }
}

TEST_CASE("hostile: data files, damaged") {
  Damaged files;
  const std::string tickets = shipped("tests/support/data/made_up_incidents.csv");
  taken_of(300, tickets, "scenarios/servicenow.yaml", [&](const std::string& text) -> const Files& {
    files.put_tickets(text);
    return files;
  });
  const std::string profile = shipped("scenarios/office-hours.csv");
  taken_of(300, profile, "scenarios/saas.yaml", [&](const std::string& text) -> const Files& {
    files.put("scenarios/office-hours.csv", text);
    return files;
  });
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const ScenarioPieces pieces = random_scenario(seed);
    for (const char* name : {"rows.csv", "forecast.csv"}) {
      const FileContent data = pieces.data.read(name, 1U << 20U);
      if (!data.ok()) continue;
      MapFiles some = pieces.files();
      taken_of(30, data.bytes, "scenario.yaml", [&](const std::string& text) -> const Files& {
        some.put(name, text);
        return some;
      });
    }
  }
}

TEST_CASE("hostile: bombs") {
  const auto refused = [](const std::string& text) {
    return verdict(MapFiles{{"bomb.yaml", text}}, "bomb.yaml") == Verdict::refused;
  };
  const std::string brackets(100'000, '[');
  const std::string braces(100'000, '{');
  CHECK(refused(brackets));
  CHECK(refused(braces));
  CHECK(refused("tiers: " + brackets));
  CHECK(refused("horizon: " + brackets + std::string(100'000, ']')));
  std::string deep;
  for (std::size_t depth = 0; depth < 1'000; ++depth) deep += std::string(depth, ' ') + "a:\n";
  CHECK(refused(deep));
  std::string laughs = "a0: &a0 [lol]\n";
  for (int i = 1; i < 30; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    laughs +=
        "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last + ", " + last + "]\n";
  }
  CHECK(refused(laughs));
  CHECK(refused("a: &a [*a]\n"));
  CHECK(refused("extends: bomb.yaml\n"));
  CHECK(refused(std::string(5U << 20U, 'a')));
  CHECK(refused("name: \"" + std::string(3U << 20U, 'x') + "\"\n"));
  CHECK(refused(""));
  CHECK(refused(std::string(10, '\0')));
  CHECK(refused("\xef\xbb\xbf"));
  CHECK(refused("--- a\n--- b\n"));
  std::string many;
  for (int i = 0; i < 150'000; ++i) many += "- a\n";
  CHECK(refused("tiers:\n" + many));
}
