"""Words that tell nothing about a subject, and libraries that nearly every project has.

A registry of one skill has no statistics to learn them from, so they are listed. Hand-written:
function words and chat, the nouns and verbs of any development work, the words that any error
message has.
"""

from tacit.advise.terms import analyse

_ENGLISH = """
a about above across actually after afterwards again against ago ahead all almost alone along
already also although always am among an and another any anybody anyone anything anyway anywhere
apart are around as aside ask at away awful back bad be became because become been before began
begin behind being believe below beside best better between beyond big bit both bring but buy by
call came can cannot certain certainly change clear clearly come comes consider could course cut
day days dear decide definitely did different difficult do does doesn doing done don down due
during each early easily easy either else end enough even ever every everybody everyone everything
everywhere exactly example except far few find finally fine first five follow following for former
forth found four from full further gave general get gets getting give given gives go goes going
gone good got great had half hand happen happened happy hard has have having he hello help her
here hers herself hey hi high him himself his hope how however i idea if immediate important in
indeed inside instead interesting into is isn it its itself just keep kept kind knew know known
large last late later latter least left less let lets like likely little ll long look looking
looks lot low made main mainly make makes making many matter may maybe me mean means meant might
mine minute moment month more morning most mostly much must my myself name named near nearly
necessary need needed needs neither never nevertheless new next nice night no nobody none nor not
nothing now nowhere o obviously of off often oh ok okay old on once one ones only onto or other
others otherwise ought our ours ourselves out outside over overall own part particular people
perhaps person place please point possible possibly probably problem properly put quick quickly
quite rather re ready real really reason recent recommend right s said same saw say saying says
second see seem seemed seems seen self sense sent serious several shall she short should show
shown side similar simple simply since six small so some somebody somehow someone something
sometime sometimes somewhere soon sorry sort still stop stuff such suggest sure t take taken takes
taking talk tell ten than thank thanks that the their theirs them themselves then there therefore
these they thing things think third this those though thought three through throughout thus time
times to today together told tomorrow too took top toward towards tried true truly try trying
twice two under unfortunately unless unlike until up upon us use used useful uses using usual
usually various ve very via want wanted wants was way ways we week welcome well went were what
whatever when whenever where wherever whether which while who whoever whole whom whose why will
wish with within without won wonder word words worse worst worth would write wrong wrote year
years yes yesterday yet you your yours yourself yourselves zero
"""

_DEVELOPMENT = """
add added adding adds again app application approach apply applied argument args base basic branch
bug build builds built bump case cases change changed changes check checks class cleanup code
command commands commit commits common component config configuration configure content continue
copy correct create created creates current data date default delete demo dependency dependencies
description detail details dev directory doc docs document documentation draft edit editing enable
entry environment env event example examples experiment feature field file files fix fixed fixes
folder format function functions generate getting git guide handle homework id implement
implementation implemented import imports improve include including info information init initial
input install installed instruction instructions issue item items job key language level lib
library line lines link list load local log logs main make master merge message method minor misc
mode model models module modules move moved multiple note notes number object objects open
operation option options order org output overview package packages page parameter params path
pattern patterns plan print process program project projects prompt provide pull push py python
quality question questions read readme refactor reference release remove removed rename repo
repository request require required requirement requirements result results return review rule
rules run running runs sample save script scripts section set sets setting settings setup single
size skill skills software source space specific src start started state status step steps store
string structure stuff style summary support system table tag task tasks team template term test
tested testing tests text title todo tool tools train trained trainer training type types typo
understand unit update updated updates usage user users utils value values variable version view
wip work worked workflow working works workspace write writing
"""

_ERRORS = """
abort aborted access already assertion attempt attribute bad because caught cause caused code
corrupt could crash crashed denied does error errors except exception exceptions execute executed
execution exit exited expect expected fail failed failing fails failure fatal file found frame
frames global got handled illegal incorrect index instance internal invalid killed line local
lookup match missing most must name named needed nil nonetype null occurred operation out program
raise raised received recent refused reset runtime share short stack stderr stdin stdout stopped
str int terminate terminated termination thread threw throw thrown timeout trace traceback tried
unable unavailable undefined unexpected unhandled unknown unspecified unsupported valid warn
warning warnings warned
"""

# What the front page and the log of any project have.
_HOUSEKEEPING = """
ahead apache badge behind bsd cd cfg changelog ci clean clone contributing contributor cwd
dockerfile gitignore gpl ini ipynb json licence license licensed lint linter linting lock makefile
md mit naming origin precommit pyproject quickstart roadmap shield shields src subfolder svg tag
todo toml tree txt untracked upstream weekly yaml yml
"""

# Read as dependencies they say what language a project is in, and no more.
_LIBRARIES = """
absl-py anyhow attrs autopep8 black boto3 build cargo certifi charset-normalizer chex clap click
coverage cython dataclasses dotenv eslint flake8 gitpython hatchling hypothesis idna
importlib-metadata ipykernel ipython isort jest jinja2 joblib jupyter jupyterlab lodash loguru
markdown matplotlib mypy node notebook numpy nodemon packaging pandas pillow pip pipenv
platformdirs poetry pre-commit prettier protobuf psutil pyarrow pydantic pylint pyright pytest
pytest-cov pytest-timeout pytest-xdist python python-dateutil python-dotenv pyyaml rand regex
requests rich ruff rust scikit-learn scipy seaborn serde serde_json setuptools setuptools-scm
simplejson six sklearn sphinx tabulate tensorboard testify thiserror tokenize tokio toml tomli
torch torchvision torchaudio tox tqdm typer types typescript typing-extensions ujson urllib3
virtualenv vite vitest wandb webpack wheel yaml yapf zod
"""

COMMON = frozenset(analyse(_ENGLISH + _DEVELOPMENT))
ERROR_WORDS = frozenset(analyse(_ERRORS))
HOUSEKEEPING = frozenset(analyse(_HOUSEKEEPING + _LIBRARIES))
GENERIC_LIBRARIES = frozenset(" ".join(analyse(name)) for name in _LIBRARIES.split())
