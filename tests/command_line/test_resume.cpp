// `--resume DIR`: what a killed command had done is not done again, and the result is the same.

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"

using Catch::Matchers::ContainsSubstring;
using tiersim::test::desk_yaml;
using tiersim::test::Ended;
using tiersim::test::file_text;
using tiersim::test::Process;
using tiersim::test::run_program;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;
using tiersim::test::without_run_seconds;

namespace {

using Words = std::vector<std::string>;

Words with(Words words, const Words& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::uintmax_t size_of_file(const std::string& path) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

/// Starts the command and kills it when its journal has grown. \return whether it still ran.
bool killed_midway(const Words& words, const std::string& journal) {
  constexpr std::chrono::milliseconds between_looks{2};
  constexpr std::uintmax_t some_records = 20'000;
  const std::uintmax_t wanted = size_of_file(journal) + some_records;
  Process process{words};
  for (int looks = 0; looks < 10'000 && size_of_file(journal) < wanted; ++looks) {
    std::this_thread::sleep_for(between_looks);
  }
  process.kill_at_once();
  return process.wait().code == 128 + SIGKILL;
}

/// A desk whose replications take long enough to be killed between.
std::string long_desk(const TemporaryFolder& folder) { return folder.put("desk.yaml", desk_yaml); }
const Words long_horizon{"--set", "horizon.length=26w"};

}  // namespace

TEST_CASE("run goes on after a kill, with the same result on any number of threads") {
  const TemporaryFolder folder;
  const std::string out = folder.path("out");
  const std::string again = folder.path("again");
  const Words command = with({"run", long_desk(folder), "--replications", "60", "--attribution",
                              "--by", "month", "--json", "--quiet"},
                             long_horizon);
  const Ended whole = typed(with(command, {"--out", out}));
  REQUIRE(whole.code == 0);
  const Words kept = with(command, {"--resume", folder.path("kept"), "--out", again});
  const std::string journal = folder.path("kept/replications.journal");
  CHECK(killed_midway(with(kept, {"--threads", "2"}), journal));
  CHECK(killed_midway(with(kept, {"--threads", "1"}), journal));
  const std::uintmax_t before = size_of_file(journal);
  const Ended resumed = typed(with(kept, {"--threads", "3"}));
  CHECK(resumed.code == 0);
  CHECK(resumed.err.empty());
  CHECK(size_of_file(journal) > before);
  CHECK(without_run_seconds(resumed.out) == without_run_seconds(whole.out));
  for (const char* const name : {"replications.csv", "periods.csv", "intervals.csv"}) {
    INFO(name);
    CHECK(file_text(again + '/' + name) == file_text(out + '/' + name));
    CHECK_FALSE(file_text(out + '/' + name).empty());
  }
  const std::string bytes = file_text(journal);
  const Ended once_more = typed(kept);
  CHECK(without_run_seconds(once_more.out) == without_run_seconds(whole.out));
  CHECK(file_text(journal) == bytes);
}

TEST_CASE("compare goes on after a kill, with the same result") {
  const TemporaryFolder folder;
  const std::string desk = long_desk(folder);
  const Words command = with({"compare", desk, "--plan", "one more: staff.desk.heads=+1",
                              "--replications", "40", "--quiet"},
                             long_horizon);
  const Ended whole = typed(with(command, {"--out", folder.path("out")}));
  REQUIRE(whole.code == 0);
  const Words kept =
      with(command, {"--resume", folder.path("kept"), "--out", folder.path("again")});
  const std::string journal = folder.path("kept/replications.journal");
  CHECK(killed_midway(with(kept, {"--threads", "2"}), journal));
  const Ended resumed = typed(with(kept, {"--threads", "1"}));
  CHECK(resumed.code == 0);
  CHECK(resumed.out == whole.out);
  CHECK(file_text(folder.path("again/compare.csv")) == file_text(folder.path("out/compare.csv")));
  CHECK(file_text(folder.path("again/compare.json")) == file_text(folder.path("out/compare.json")));
}

TEST_CASE("sweep, check and optimize simulate nothing again that is kept, and find the same") {
  const TemporaryFolder folder;
  const std::string desk =
      folder.put("desk.yaml",
                 desk_yaml + "optimize: {minimise: cost_total, vary: {staff.desk.heads: 4..6}}\n");
  const std::vector<Words> commands{
      {"sweep", desk, "--vary", "staff.desk.heads=4..6", "--replications", "3", "--json"},
      {"check", desk, "--at-most", "200", "--json"},
      {"optimize", desk, "--replications", "3", "--confirm", "4", "--json"}};
  for (const Words& command : commands) {
    const Ended whole = typed(command);
    const std::string kept = folder.path("kept-" + command.front());
    const Words resuming = with(command, {"--resume", kept});
    const Ended first = typed(resuming);
    INFO(first.err);
    CHECK(first.code == whole.code);
    CHECK(without_run_seconds(first.out) == without_run_seconds(whole.out));
    const std::string journal = kept + "/replications.journal";
    const std::string bytes = file_text(journal);
    // As if it had been killed half-way through a record.
    std::filesystem::resize_file(journal, bytes.size() / 2);
    const Ended second = typed(with(resuming, {"--threads", "1"}));
    CHECK(second.code == whole.code);
    CHECK(without_run_seconds(second.out) == without_run_seconds(whole.out));
    CHECK_THAT(second.err, ContainsSubstring("those of this command are not simulated again"));
    CHECK(size_of_file(journal) == bytes.size());
    const Ended third = typed(resuming);
    CHECK(without_run_seconds(third.out) == without_run_seconds(whole.out));
    CHECK(size_of_file(journal) == bytes.size());
  }
}

TEST_CASE("a journal of another scenario is explained, and of another version refused") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const std::string kept = folder.path("kept");
  REQUIRE(typed({"run", desk, "--resume", kept}).code == 0);
  const Ended other = typed({"run", desk, "--resume", kept, "--seed", "2"});
  CHECK(other.code == 0);
  CHECK(other.out == typed({"run", desk, "--seed", "2"}).out);
  CHECK_THAT(other.err, ContainsSubstring("has 3 finished replications, none of this command"));
  CHECK(typed({"run", desk, "--resume", kept, "--seed", "3", "--quiet"}).err.empty());
  (void)folder.put("kept/replications.journal", "tiersim journal 1 of version 0.0.1\n");
  const Ended old = typed({"run", desk, "--resume", kept});
  CHECK(old.code == 2);
  CHECK(old.out.empty());
  CHECK_THAT(old.err, ContainsSubstring("is of tiersim '0.0.1', this is "));
  const std::string version = "tiersim journal 2 of version " TIERSIM_VERSION;
  for (const char* const build : {"", ", build 1-00000001-2.36"}) {
    (void)folder.put("kept/replications.journal", version + build + "\n");
    const Ended built = typed({"run", desk, "--resume", kept});
    CHECK(built.code == 2);
    CHECK_THAT(built.err, ContainsSubstring("is of another build of tiersim " TIERSIM_VERSION));
  }
}

TEST_CASE("an interrupted command says what is kept, and the same command goes on from it") {
  const TemporaryFolder folder;
  const std::string desk = long_desk(folder);
  const std::string kept = folder.path("kept");
  const Words command =
      with({"run", desk, "--replications", "200", "--resume", kept, "--quiet"}, long_horizon);
  Process process{command};
  constexpr std::chrono::milliseconds between_looks{2};
  for (int i = 0; i < 10'000 && size_of_file(kept + "/replications.journal") < 20'000; ++i) {
    std::this_thread::sleep_for(between_looks);
  }
  process.interrupt();
  const Ended ended = process.wait();
  REQUIRE(ended.code == 130);
  CHECK_THAT(ended.err, ContainsSubstring(" of 200 replications ") &&
                            ContainsSubstring(" kept in ") &&
                            ContainsSubstring("; the same command goes on from "));  // it, or them
  const std::size_t held = std::stoul(ended.err.substr(0, ended.err.find(" of 200")));
  CHECK(held > 0);
  CHECK(held < 200);
  Words again = command;
  std::erase(again, "--quiet");
  CHECK_THAT(typed(again).err,
             ContainsSubstring("has " + std::to_string(held) + " finished replication"));
}

TEST_CASE("a damaged journal is told of, and costs no more than what is damaged") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const Words command{"run", desk, "--resume", folder.path("kept"), "--threads", "1", "--quiet"};
  const Ended whole = typed(command);
  std::string bytes = file_text(folder.path("kept/replications.journal"));
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  (void)folder.put("kept/replications.journal", bytes);
  const Ended again = typed(command);
  CHECK(again.code == 0);
  CHECK(again.out == whole.out);
  CHECK_THAT(again.err, ContainsSubstring("warning: ") && ContainsSubstring("is damaged"));
}

TEST_CASE("a --resume that can be no folder, or goes with rows of tickets, is bad usage") {
  const TemporaryFolder folder;
  const std::string file = folder.put("file", "");
  for (const std::string& at : {std::string{}, file, file + "/below"}) {
    const Ended ended = typed({"run", "nowhere.yaml", "--resume", at});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, ContainsSubstring("option '--resume' is"));
  }
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  for (const char* const rows : {"tickets", "events"}) {
    const Ended ended = typed({"run", desk, "--resume", folder.path("kept"), "--out",
                               folder.path("out"), std::string{"--"} + rows});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, ContainsSubstring(std::string{"options '--resume' and '--"} + rows +
                                            "' do not go together"));
  }
  CHECK_FALSE(std::filesystem::exists(folder.path("kept")));
  (void)std::filesystem::create_directories(folder.path("odd/replications.journal"));
  const Ended odd = typed({"run", desk, "--resume", folder.path("odd")});
  CHECK(odd.code == 2);
  CHECK_THAT(odd.err, ContainsSubstring("it is no file; name a folder that can be written to"));
}

TEST_CASE("a full disk is a failure that loses nothing that was kept") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const std::string kept = folder.path("kept");
  const std::string command = std::string{TIERSIM_EXECUTABLE} + " run " + desk +
                              " --replications 40 --threads 2 --quiet --resume " + kept;
  // Files may have so many blocks of 512 bytes; the signal that says so is left out.
  const Ended full =
      run_program("/bin/sh", {"-c", "trap '' XFSZ; ulimit -f 1000; exec " + command});
  CHECK(full.code == 4);
  CHECK(full.out.empty());
  CHECK_THAT(full.err, ContainsSubstring("error: cannot write") &&
                           ContainsSubstring("finished replication") &&
                           ContainsSubstring("make room, and give the same command again"));
  CHECK(size_of_file(kept + "/replications.journal") > 1'000);
  const Ended resumed = typed({"run", desk, "--replications", "40", "--resume", kept});
  CHECK(resumed.code == 0);
  CHECK_THAT(resumed.err, ContainsSubstring("those of this command are not simulated again"));
  CHECK(resumed.out == typed({"run", desk, "--replications", "40"}).out);
}
