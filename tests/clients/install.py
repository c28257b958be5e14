"""Sets up the clients below a folder, each once for one list of versions. What cannot be had is told by None."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
RAPTOR = ("raptor2-utils", "libraptor2-0", "libyajl2")


def quietly(command, **options):
    """Runs a command; tells of what it said only if it failed. True when it went well."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    except OSError as error:
        print(f"{command[0]}: {error}", file=sys.stderr)
        return False
    if done.returncode != 0:
        print(f"{' '.join(map(str, command))}:\n{done.stdout[-2000:]}", file=sys.stderr)
    return done.returncode == 0


def once(folder, wanted, make):
    """Makes the folder anew unless it was made for the same list; `make` tells whether all went well."""
    stamp = folder / "made-for"
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if make():
        stamp.write_text(wanted, "utf-8")


def python(folder):
    """A Python with the packages of requirements.txt. One that cannot be had does not take the others with it."""
    folder = folder / "python"
    wanted = (HERE / "requirements.txt").read_text("utf-8")
    run = folder / "bin/python"

    def make():
        if not quietly([sys.executable, "-m", "venv", folder]):
            return False
        pip = [run, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if quietly([*pip, "-r", HERE / "requirements.txt"]):
            return True
        for package in (line for line in wanted.splitlines() if line and not line.startswith("#")):
            quietly([*pip, package])
        return False

    once(folder, wanted, make)
    return [run] if run.exists() else None


def node(folder):
    """Node.js in a folder with the packages of package.json and copies of the readers."""
    folder = folder / "node"
    wanted = (HERE / "node/package.json").read_text("utf-8")

    def make():
        shutil.copy(HERE / "node/package.json", folder)
        command = ["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        return quietly(command, cwd=folder)

    once(folder, wanted, make)
    for reader in (HERE / "node").glob("*.mjs"):
        shutil.copy(reader, folder)
    return ["node"] if (folder / "made-for").exists() else None


def java(folder, profile, main):
    """Java with one of our classes, compiled against what a profile of pom.xml names."""
    repository, folder = folder / "maven", folder / profile
    pom = HERE / "java/pom.xml"
    classpath = folder / "classpath"
    sources = [HERE / f"java/{name}.java" for name in ("Json", main)]

    def make():
        # The plugin of the next line is part of what is pinned.
        plugin = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath"
        return quietly(
            ["mvn", "-q", "-B", "-f", pom, f"-P{profile}", f"-Dmaven.repo.local={repository}", plugin]
            + [f"-Dmdep.outputFile={classpath}"]
        )

    once(folder, pom.read_text("utf-8"), make)
    if not (folder / "made-for").exists():
        return None
    paths = os.pathsep.join([str(folder / "classes"), classpath.read_text("utf-8").strip()])
    if not quietly(["javac", "-nowarn", "-d", folder / "classes", "-cp", paths, *sources]):
        sys.exit(f"{main}.java does not compile")
    return ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true", f"-Dqueries={HERE}", "-cp", paths, main]


def rapper(folder):
    """Raptor's command-line program, from where the system has it or from packages of Debian, unpacked and not installed."""
    if shutil.which("rapper"):
        return ["rapper"], {}
    folder = folder / "raptor"

    def make():
        fetch = ["apt-get", "download", "-q", *RAPTOR]
        if not shutil.which("apt-get"):
            return False
        if subprocess.run(fetch, cwd=folder, capture_output=True).returncode != 0:
            if not quietly(["apt-get", "update", "-q"]) or not quietly(fetch, cwd=folder):
                return False
        return all(quietly(["dpkg", "-x", package, folder]) for package in folder.glob("*.deb"))

    once(folder, " ".join(RAPTOR), make)
    if not (folder / "made-for").exists():
        return None
    libraries = ":".join(str(path) for path in folder.glob("usr/lib/*") if path.is_dir())
    return [folder / "usr/bin/rapper"], {"LD_LIBRARY_PATH": libraries}
