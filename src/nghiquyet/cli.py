"""The command line: arguments and exit codes only."""

import sys


def main() -> int:
    from ._parse import parse

    print(parse(sys.argv[2]).to_json())
    return 0


if __name__ == "__main__":
    sys.exit(main())
