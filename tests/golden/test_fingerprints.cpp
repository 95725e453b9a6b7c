// Each shipped scenario, and one for each feature, pinned by its fingerprint: of every event's
// time, kind, ticket, tier and agent, in replication 0 of a short horizon. A change that moves one
// says so in its commit, and why.
//
// To write the table anew:
//   TIERSIM_REWRITE_GOLDEN=1 build/release/tests/golden_tests

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/scenario_runner.hpp"
#include "tiersim/disk_files.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string root = TIERSIM_SOURCE_DIR;
const std::string table_path = root + "/tests/golden/fingerprints.txt";

/// Reads the disk, but for the real tickets, in whose stead are the made-up ones.
class Shipped final : public DiskFiles {
 public:
  [[nodiscard]] FileContent read(const std::string& path, std::size_t at_most) const override {
    const bool is_real = path.ends_with("uci-incidents.csv.gz");
    return DiskFiles::read(is_real ? root + "/tests/support/data/made_up_incidents.csv" : path,
                           at_most);
  }
};

/// All scenarios that ship, and those of this folder, relative to the root.
std::vector<std::string> pinned() {
  std::vector<std::string> names;
  for (const char* const folder : {"/scenarios", "/tests/golden"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator{root + folder}) {
      if (entry.path().extension() != ".yaml") continue;
      names.push_back(std::filesystem::relative(entry.path(), root).generic_string());
    }
  }
  std::ranges::sort(names);
  return names;
}

/// A line of the table: scenario, tickets, events, fingerprint.
std::string line_of(const std::string& name) {
  const std::vector<std::string> sets{"horizon.length=4w", "horizon.warm_up=0d",
                                      "horizon.cool_down=0d"};
  const Compiled scenario{Shipped{}, root + "/" + name, sets};
  KeptFacts facts;
  const RunOutcome outcome = simulate(scenario.model, 0, facts);
  std::ostringstream line;
  line << name << ' ' << outcome.opened << ' ' << outcome.events << ' ' << std::hex
       << std::setfill('0') << std::setw(16) << outcome.fingerprint;
  return line.str();
}

constexpr const char* head =
    "# Fingerprints of the shipped scenarios, and of one for each feature: 4 weeks, replication 0; the\n"
    "# real tickets replaced by the made-up ones. Columns: scenario, tickets opened, events, fingerprint. Written by\n"
    "#   TIERSIM_REWRITE_GOLDEN=1 build/release/tests/golden_tests\n";

std::map<std::string, std::string> read_table() {
  std::map<std::string, std::string> lines;
  std::ifstream file{table_path};
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') lines[line.substr(0, line.find(' '))] = line;
  }
  return lines;
}

}  // namespace

TEST_CASE("golden: each scenario has the fingerprint of the table") {
  if (std::getenv("TIERSIM_REWRITE_GOLDEN") != nullptr) {
    std::ofstream file{table_path};
    file << head;
    for (const std::string& name : pinned()) file << line_of(name) << '\n';
    file.flush();
    REQUIRE(file.good());
    return;
  }
  std::map<std::string, std::string> table = read_table();
  for (const std::string& name : pinned()) {
    CHECK(line_of(name) == table[name]);
    table.erase(name);
  }
  for (const auto& [name, line] : table) FAIL_CHECK(name << " is in the table, but is not there");
}
