"""The forms of a failure that no flag and no error line shows: a bounded pattern of one line each.

Metrics that are no numbers, silent fallbacks, memory, states of schedulers, containers and
trackers, packages that do not go together, statuses of HTTP, time limits, verdicts.
"""

import re

from tacit.episodes.lines import Sieve, form

_METRIC = (
    r"(?:loss|acc|accuracy|perplexity|ppl|norm|grad|reward|return|score|mse|mae|rmse|f1|auc|bleu"
    r"|nll"
    r"|elbo|kl|iou|wer|psnr|fid|r2|logits?|advantage|entropy|value)"
)
_NAN = form(
    rf"(?i){_METRIC}s?(?:[_/ ]\w{{1,20}})?['\"]?\s{{0,3}}[:=|, ]\s{{0,3}}['\"]?[-+]?(?:tensor\("
    rf"|\[)?"
    r"(?:nan|inf)\b"
    r"|^\d{1,9}(?:,[^,\n]{0,40}){0,20},[-+]?(?:nan|inf)\b"
    r"|\b(?:epoch|step|iter(?:ation)?)\b[^\n]{0,80}[ :=|,\t]nan\b|(?:\|\s{0,8}nan\s{0,8}){2}\|"
    r"|\b(?:nans?|infs?)(?: values?)? (?:found|detected|encountered|in (?:loss|grad|the (?:loss"
    r"|grad)))",
)
_ZERO = form(
    r"(?i)\b(?:(?:val|test|eval|train|mean|top1)[_/ ])?(?:accuracy|acc|f1|map(?:50)?|recall|iou"
    r"|dice"
    r"|bleu|rouge[\w-]{0,3}|success[_ ]rate|exact[_ ]match|pass(?:@1|[_ ]rate)|grad_norm)"
    r"(?:[_ ](?:score|macro|micro))?['\"]?\s{0,3}[:=|]\s{0,3}['\"]?0(?:\.0{1,8}%?|%)(?![\d.])"
)
_FALLBACK = form(
    r"(?i)\b(?:cuda|gpus?|mps|torch\.cuda)\b[^\n]{0,30}?(?:available|found|detected)[()'\"]{0,3}"
    r"\s{0,3}[:=]?\s{0,3}(?:False|no|0)\b"
    r"|\bno (?:cuda|gpu|nvidia)\b[^\n]{0,30}(?:found|available|detected|visible)"
    r"|\b(?:falling back|fallback|fall back|defaulting|reverting) to(?: the| a| using)? (?:cpu|slow"
    r"|eager|pure|fp32|float32|single|numpy|synthetic|random|dummy|mock|sdpa|math|gloo|sequential"
    r"|python)\b"
    r"|\bnot compiled with cuda\b|\bno kernel image is available\b|\bnvidia-smi has failed\b"
    r"|\bfailed to initialize nvml\b|\bcould not load (?:dynamic )?library '?lib(?:cu|nv)"
    r"|\bcuda (?:error|initialization|driver version is insufficient)\b"
    r"|\b(?:flash[-_ ]?attn|flash[-_ ]?attention|xformers|triton|apex)\w{0,8}(?: package)? (?:is "
    r"|was )?"
    r"not (?:installed|available|found|supported)"
)
_MEMORY = form(
    r"(?i)\bout of memory\b|OutOfMemoryError|\boom-?kill|\boomkilled\b|Cannot allocate memory"
    r"|\bunable to allocate [\d.]{1,9} ?[kmgt]i?b|std::bad_alloc|CUBLAS_STATUS_ALLOC_FAILED"
    r"|\bOUT_OF_ME\w{0,5}|\bexit(?:ed)?(?: with)?(?: code| status)?[ :=]{1,2}137\b"
)
_DIED = form(
    r"(?:^|\d +|: )Killed(?:$|[ :])|\bSegmentation fault\b|\(core dumped\)|\bBus error\b"
    r"|\bsignal (?:9|11)\b|\bSIG(?:KILL|SEGV|ABRT|BUS)\b",
)
_STATE = form(
    r"^\s{0,8}\d{1,10}(?:[._+]\S{1,20})?\s[^\n]{0,200}\b(?:FAILED|TIMEOUT|NODE_FAIL|PREEMPTED)\b"
    r"|\b(?:slurmstepd|sbatch|srun|salloc): error: \S|\bDependencyNeverSatisfied\b"
    r"|\bExited \([1-9]\d{0,2}\)|\bRestarting \([1-9]\d{0,2}\)|\((?:unhealthy)\)"
    r"|\b(?:CrashLoopBackOff|(?:Err)?ImagePull(?:BackOff)?|CreateContainer\w{0,8}Error)\b"
    r"|['\"]?\b(?:state|status|conclusion|result)['\"]?\s{0,2}[:=]\s{0,2}['\"]?"
    r"(?:(?i:crashed|failed|failure|killed|diverged))\b",
)
_SPREAD = form(
    r"\bNCCL (?:error|timeout|failure)|\bncclSystemError\b|\bncclUnhandled\w{0,20}|"
    r"\bncclInternalError\b|\bWatchdog caught collective operation timeout"
)
_PACKAGES = form(
    r"^ERROR: (?:pip's dependency resolver|Could not find a version|No matching distribution"
    r"|Cannot install|Failed building wheel|ResolutionImpossible)[^\n]{0,300}"
    r"|\bbut you (?:have|'ll have) [\w.-]{1,80} [\w.+]{1,40} which is incompatible"
    r"|\b(?:PackagesNotFoundError|UnsatisfiableError|LibMambaUnsatisfiableError)\b"
    r"|^npm (?:ERR!|error) code E[A-Z]{3,}|\bNo solution found when resolving",
)
_HTTP = form(
    r"^(?:< )?HTTP/[\d.]{1,3} [45]\d\d\b|^curl: \(\d{1,3}\)|<Response \[[45]\d\d\]>"
    r"|\b[45]\d\d[: ]{1,2}(?:Client Error|Server Error|(?i:(?:file |page )?not found)|Forbidden"
    r"|Unauthorized|Bad Request|Internal Server Error|Too Many Requests|Service Unavailable"
    r"|Bad Gateway|Gateway Time)"
    r"|['\"](?:status|statusCode|status_code|code)['\"]\s{0,2}:\s{0,2}['\"]?[45]\d\d\b"
    r"|^\s{0,8}\{?\s{0,8}\"(?:error|errors|detail)\"\s{0,2}:\s{0,2}[\[{]{0,2}\"\w[^\n]{2,}"
    r"|\b(?i:http(?: status)?|status(?: code)?)[ :=]{1,3}[45]\d\d\b|\bHTTP Error [45]\d\d\b"
    r"|\" 5\d\d (?:\d|-|Internal)",
)
_TIME = form(
    r"(?i)\btimed out\b|ETIMEDOUT|\bdeadline ?exceeded\b|\bdue to time limit\b|\btime limit reached"
    r"|\btimeout (?:exceeded|waiting|while|after|of \d)|\bTimeoutError\b"
)
_SYSTEM = form(
    r"^(?!(?:\S{0,40}/)?(?:ls|cat|head|tail|find|grep|stat|rm|lsd|tree)\b)[^\n]{0,200}(?:"
    r"command not found|No module named [\w'\".]{1,80}|cannot open shared object file"
    r"|No space left on device|Disk quota exceeded|Address already in use|Connection refused"
    r"|Could not resolve host|Permission denied|Host key verification failed|No route to host"
    r"|hook was ignored because|(?:column|table|relation|database) \S{1,80} does not exist)",
)
_LEVEL = form(
    r"^(?:\[?\d{4}-\d\d-\d\d[T ][\d:.,Z+]{5,24}\]?|\[?\d\d:\d\d:\d\d\S{0,8}\]?|\[\w{2,20}\])"
    r"[^\n]{0,60}\b(?:ERROR|CRITICAL|FATAL)\b[^\n]{3,}",
)
_VERDICT = form(
    r"(?i)\b[1-9]\d{0,5} (?:tests? |checks? )?(?:failed|failing|failures?|fail|errors?)\b"
    r"|\b(?:exit(?:ed)?(?: with)?(?:[ _]code| status)?|rc|returncode)[ :=]{1,2}-?[1-9]\d{0,2}\b"
    r"|\b(?:task|build|job|run|training|compilation|deployment|import|upload|download) failed\b"
    r"|^FAIL(?:ED)?\b|^test result: FAILED|\bbuild stopped\b|^Execution halted|\bfailed=[1-9]",
)

# In the order in which they are tried: what tells most comes first.
ANYWHERE = Sieve((_NAN, _FALLBACK, _MEMORY, _DIED, _SPREAD, _PACKAGES, _STATE))
# What is only counted or reported counts in the last lines.
AT_THE_END = Sieve((_HTTP, _TIME, _SYSTEM, _LEVEL, _VERDICT, _ZERO))

# What is said of no failure, or of one that was dealt with.
BENIGN = re.compile(
    r"(?i)\b(?:0|no) (?:nans?|errors?|failures?)\b|nan_to_num|isnan|isinf"
    r"|\bbest\w{0,20}['\"]?\s{0,2}[:=]"
    r"|\bnans?\b[\s:='\"]{1,4}(?:0(?![\d.])|false|none)\b|\bretry|\bxfail|\bif (?:the|it|you|not)\b"
)
