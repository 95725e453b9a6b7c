// Hostile files given to the program itself: told in words, within memory and time.

#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <filesystem>

#include "tests/catch.hpp"
#include "tests/support/bounded.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/zip.hpp"

using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// `tiersim validate PATH`: exit code 2 and these words, within bounds.
void check_refused(const std::string& path, const std::string& words) {
  const Ended ended = validated(path);
  INFO(path.substr(0, 200) << ": " << ended.err.substr(0, 500));
  CHECK(ended.code == 2);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring("error: ") && ContainsSubstring(words));
}

struct Case {
  std::string name;
  std::string bytes;
  std::string words;
};

void check_refused(const TemporaryFolder& folder, const std::vector<Case>& cases) {
  for (const Case& one : cases) check_refused(folder.put(one.name, one.bytes), one.words);
}

std::string laughs() {
  std::string text = "a0: &a0 [lol]\n";
  for (int i = 1; i < 30; ++i) text += fmt::format("a{0}: &a{0} [*a{1}, *a{1}]\n", i, i - 1);
  return text;
}

std::string stairs(std::size_t depth) {
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += std::string(i, ' ') + "a:\n";
  return text;
}

}  // namespace

TEST_CASE("hostile: scenario files whose form is an attack") {
  check_refused(
      TemporaryFolder{},
      {{"aliases.yaml", laughs(), "aliases.yaml:1:5: error: anchors (`&name`) are not taken"},
       {"itself.yaml", "a: &a [*a]\n", "itself.yaml:1:4: error: anchors"},
       {"lists.yaml", "tiers: " + std::string(100'000, '['), "lists.yaml:1:"},
       {"closed.yaml", "tiers: " + std::string(100'000, '[') + std::string(100'000, ']'),
        "too deeply nested (at most 64 levels)"},
       {"maps.yaml", "tiers: " + repeated("{a: ", 100'000),
        "too deeply nested (at most 64 levels)"},
       {"dashes.yaml", repeated("- ", 100'000) + "a", "too deeply nested (at most 64 levels)"},
       {"questions.yaml", repeated("? ", 100'000) + "a", "questions.yaml:1:3: error: "},
       {"stairs.yaml", stairs(1'000), "stairs.yaml:65:65: error: too deeply nested"},
       {"long.yaml", std::string(4 * mebibyte + 1, '#'), "is larger than 4194304 bytes"},
       {"list.yaml", "x: [" + repeated("a,", 900'000) + "]", "at most 200000 values"},
       {"keys.yaml", repeated("k: 1\n", 150'000), "keys.yaml:2:1: error: duplicate key 'k'"},
       {"tag.yaml", small_desk("name: !!python/object:os.system x\n"), "tag.yaml:6:7: error: tags"},
       {"merge.yaml", small_desk("<<: {seed: 1}\n"), "merge.yaml:6:1: error: merge keys"},
       {"latin.yaml", small_desk("name: caf\xe9\n"), "latin.yaml:6:10: error: invalid UTF-8"},
       {"nul.yaml", small_desk(std::string{"name: a\0b\n", 10}), "nul.yaml:6:8: error: a NUL byte"},
       {"two.yaml", small_desk("---\nname: x\n"), "two.yaml:6:1: error: a second document"},
       {"empty.yaml", "", "empty.yaml: error: the file is empty"}});
}

TEST_CASE("hostile: numbers that are none, and numbers beyond all bounds") {
  const TemporaryFolder folder;
  const auto desk = [&](const std::string& before, const std::string& after) {
    std::string text = small_desk();
    return folder.put("numbers.yaml", text.replace(text.find(before), before.size(), after));
  };
  for (const char* number : {".nan", ".inf", "-.inf", "nan", "inf", "-1", "1e400", "1e-400",
                             "99999999999999999999", "-99999999999999999999", "0x7fffffff"}) {
    const std::string text{number};
    check_refused(desk("heads: 3", "heads: " + text), "numbers.yaml:5:33: error: ");
    check_refused(desk("heads: 3", "heads: 3, cost_per_hour: " + text), "numbers.yaml:5:51: error");
    check_refused(desk("80/bd", text + "/bd"), "numbers.yaml:4:41: error: ");
    check_refused(desk("8m", text + "m"), "numbers.yaml:3:43: error: ");
    check_refused(desk("4w", text + "w"), "numbers.yaml:1:38: error: ");
  }
  check_refused(desk("80/bd", "80/bd, season: {jan: 1e308}"), "at most 100000 an hour");
  check_refused(desk("heads: 3", "heads: 1000001"), "allowed: 0 to 1000000");
  check_refused(desk("4w", "5300w"), "is too long (at most 100 years)");
}

TEST_CASE("hostile: files that extend each other") {
  const TemporaryFolder folder;
  check_refused(folder.put("itself.yaml", "extends: itself.yaml\n"), "extends itself (a cycle");
  (void)folder.put("a.yaml", "extends: b.yaml\n");
  check_refused(folder.put("b.yaml", "extends: ./x/../a.yaml\n"), "a.yaml:1:10: error: ");
  for (int i = 0; i < 40; ++i) {
    (void)folder.put(fmt::format("c{}.yaml", i), fmt::format("extends: c{}.yaml\n", i + 1));
  }
  check_refused(folder.path("c0.yaml"), "c15.yaml:1:10: error: too many files extend each other "
                                        "(at most 16)");
  for (const char* path : {".", "./", "..", "/", "x/.."}) {
    const std::string text = fmt::format("extends: {}\n", path);
    check_refused(folder.put("folder.yaml", text), "folder.yaml:1:10: error: cannot read '");
    check_refused(folder.put("folder.yaml", text), "(is a folder, not a file)");
  }
  check_refused(folder.put("zero.yaml", "extends: /dev/zero\n"), "(is a device, not a regular");
  check_refused(folder.put("none.yaml", "extends: \"\"\n"), "`extends` names no file");
}

TEST_CASE("hostile: paths that are no regular files") {
  const TemporaryFolder folder;
  for (const char* path : {".", "./", "x/..", "..", "/"})
    check_refused(path, "(is a folder, not a");
  for (const char* path : {"/dev/zero", "/dev/full", "/dev/null"}) {
    check_refused(path, "(is a device, not a regular file)");
  }
  REQUIRE(mkfifo(folder.path("pipe").c_str(), 0600) == 0);
  check_refused(folder.path("pipe"), "(is a pipe, not a regular file)");
  std::filesystem::create_symlink("loop.yaml", folder.path("loop.yaml"));
  check_refused(folder.path("loop.yaml"), "(Too many levels of symbolic links)");
  check_refused(std::string(5'000, 'x'), "(File name too long)");
  if (geteuid() == 0) return;  // who may read everything
  const std::string secret = folder.put("secret.yaml", small_desk());
  REQUIRE(chmod(secret.c_str(), 0) == 0);
  check_refused(secret, "(Permission denied)");
}

namespace {

/// A desk whose stream reads "data" in that way, and what the header of such a file is.
struct Kind {
  std::string stream;
  std::string header;
  std::string row;
};
const std::vector<Kind> kinds{
    {"volume: 80/bd, profile: data", "mon,tue,wed,thu,fri,sat,sun\n", "1,1,1,1,1,1,1\n"},
    {"forecast: data", "interval_start,volume\n", "2026-01-05 08:00,5\n"},
    {"replay: data", "opened\n", "2026-01-05 08:00\n"}};

/// The data in that folder are refused, however they are read.
void check_data_refused(const TemporaryFolder& folder, const Kind& kind, const std::string& words) {
  std::string text = small_desk();
  const std::string volume = "volume: 80/bd";
  check_refused(
      folder.put("desk.yaml", text.replace(text.find(volume), volume.size(), kind.stream)), words);
}

}  // namespace

TEST_CASE("hostile: data files whose form is an attack") {
  const TemporaryFolder folder;
  for (const Kind& kind : kinds) {
    const auto check = [&](const std::string& bytes, const std::string& words) {
      (void)folder.put("data", bytes);
      check_data_refused(folder, kind, words);
    };
    check("", "data: error: the file is empty");
    check(std::string(1'000, '\0'), "data:1: error: no column");
    check(kind.header + "\"open\n" + kind.row, "never closed");
    check(kind.header + "\"a\"b\n", "data:2:4: error: text after a closing double quote");
    check(kind.header + "a\"b\n", "data:2:2: error: a double quote inside a field");
    check(repeated("c,", 500'000), "data:1:8193: error: more than 4096 columns");
    check(kind.header + std::string(900'000, ','), "data:2:4097: error: more than 4096 columns");
    check(std::string(mebibyte, 'x'), "a field of 1048576 bytes (the limit is 65536)");
    check("\xff\xfe" + std::string(100, '\0'), "the file is UTF-16 text");
    check("\x1f\x8b" + std::string(1'000, 'x'), "the gzip data cannot be unpacked");
    check(kind.header + "x,,x,x,x,x,x\n", "data:2:1: error: ");
    check(std::string{"\x1f\x8b\x08\0\0\0\0\0\0\3", 10}, "is truncated");
  }
}

TEST_CASE("hostile: values of data files that are none, and beyond all bounds") {
  const TemporaryFolder folder;
  const auto check = [&](const Kind& kind, const std::string& rows, const std::string& words) {
    (void)folder.put("data", kind.header + rows);
    check_data_refused(folder, kind, words);
  };
  for (const char* number : {"nan", "inf", "-1", "1e999", "", "1e308"}) {
    check(kinds[0], fmt::format("1,1,{},1,1,1,1\n", number), "data:2:5: error: ");
  }
  for (const char* number : {"nan", "inf", "-1", "1e999", ""}) {
    check(kinds[1], fmt::format("2026-01-05 08:00,{}\n", number), "data:2:18: error: ");
  }
  for (const char* number : {"1e9", "100001", "1e308"}) {
    check(kinds[1], fmt::format("2026-01-05 08:00,5\n2026-01-05 09:00,{}\n", number),
          "(at most 100000 an hour and stream)");
  }
  for (const char* date :
       {"2026-02-30 08:00", "31/12/2026 08:00", "99-99-99", "2026-01-05 24:60"}) {
    check(kinds[1], fmt::format("{},5\n", date), "is not the start of an interval");
    check(kinds[2], fmt::format("{}\n", date), "is not a date");
  }
}

TEST_CASE("hostile: data files without end") {
  const TemporaryFolder folder;
  const std::vector<std::size_t> limits{mebibyte, 64 * mebibyte, 1024 * mebibyte};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    (void)folder.put("data", "");
    std::filesystem::resize_file(folder.path("data"), limits[i] + 1);
    check_data_refused(folder, kinds[i], fmt::format("larger than {} bytes", limits[i]));
    std::filesystem::remove(folder.path("data"));
    std::filesystem::create_directory(folder.path("data"));
    check_data_refused(folder, kinds[i], "(is a folder, not a file)");
    std::filesystem::remove(folder.path("data"));
    REQUIRE(mkfifo(folder.path("data").c_str(), 0600) == 0);
    check_data_refused(folder, kinds[i], "(is a pipe, not a regular file)");
    std::filesystem::remove(folder.path("data"));
  }
  (void)folder.put("data", kinds[1].header + repeated(kinds[1].row, 1'000'001));
  check_data_refused(folder, kinds[1], "data:1000002:1: error: more than 1000000 rows");
  for (const Kind& kind : {kinds[1], kinds[2]}) {
    (void)folder.put("data", "");
    std::filesystem::resize_file(folder.path("data"), 60 * mebibyte);  // NUL bytes
    check_data_refused(folder, kind, "a field of 62914560 bytes (the limit is 65536)");
  }
}

TEST_CASE("hostile: data files of which each row is wrong, or only the last") {
  const TemporaryFolder folder;
  const std::string wrong = "2026-01-05 8 in the morning,5 or 6 of them, as far as can be told\n";
  (void)folder.put("data", kinds[1].header + repeated(wrong, 60 * mebibyte / wrong.size()));
  check_data_refused(folder, kinds[1], "and at least 990 more problems in this file");
  (void)folder.put("data",
                   kinds[1].header + repeated(kinds[1].row, 999'999) + "2026-01-05 08:00,\n");
  check_data_refused(folder, kinds[1], "data:1000001:18: error: ");
}

TEST_CASE("hostile: rosters without end, and wrong from end to end") {
  const TemporaryFolder folder;
  std::string text = small_desk();
  (void)folder.put("desk.yaml", text.replace(text.find("heads: 3"), 8, "roster: data"));
  const auto check = [&](const std::string& bytes, const std::string& words) {
    (void)folder.put("data", "person,start,end\n" + bytes);
    check_refused(folder.path("desk.yaml"), words);
  };
  const std::string right = "ann,2026-01-05 08:00,2026-01-05 10:00\n";
  check(repeated("ann,5 January at 8,5 January at 10\n", 1'900'000),
        "and at least 990 more problems in this file");
  check(repeated(right, 1'000'001), "data:1000002:1: error: more than 1000000 rows");
  check(repeated(right, 1'000'000), "data:3: error: the row overlaps that of line 2");
  check(repeated(right, 999'999) + "ann,2026-01-05 08:00,x\n", "data:1000001:22: error: ");
  check(std::string(64 * mebibyte, 'x'), "larger than 67108864 bytes");
  std::string crowd;
  for (int i = 0; i <= 100'000; ++i)
    crowd += fmt::format("{},2026-01-05 08:00,2026-01-05 10:00\n", i);
  check(crowd, "data:100002:1: error: the person after 100000 others");
}

TEST_CASE("hostile: packed data that unpack to very much, or to nothing whole") {
  const TemporaryFolder folder;
  const std::string bomb = zip(std::string(80 * mebibyte, '0'));
  (void)folder.put("data", bomb);
  check_data_refused(folder, kinds[0], "unpacks to more than 1 MiB, which is the limit");
  check_data_refused(folder, kinds[1], "unpacks to more than 64 MiB, which is the limit");
  check_data_refused(folder, kinds[2],
                     "unpacks to more than 200 times its size, which is the limit");
  for (const Kind& kind : kinds) {
    (void)folder.put("data", zip(bomb));
    check_data_refused(folder, kind, "data:1: error: no column");  // unpacked once
    const std::string whole = zip(kind.header + repeated(kind.row, 1'000));
    (void)folder.put("data", whole.substr(0, whole.size() - 20));
    check_data_refused(folder, kind, "is truncated: the gzip data stop before their end");
  }
}
