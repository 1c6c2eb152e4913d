"""Words that say nothing about what a text is about, in French and in English, without accents."""

FRENCH = """
a afin ai aie ainsi alors apres as au aucun aucune aura aurait aussi autre autres aux avaient avais avait avant avec avez avoir avons ayant
bien c car ce ceci cela celle celles celui ces cet cette ceux chaque chez ci combien comme comment d dans de deja depuis des dire dit doit
doivent donc dont du elle elles en encore enfin entre es est et etaient etais etait etant ete etes etre eu eux fait faire faut fut furent
ici il ils j je jusqu jusque l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsqu lorsque lui m ma mais me meme memes mes
moi moins mon n ne ni nos notre nous on ont ou par parce pas pendant peu peut peuvent peux plus plusieurs pour pourquoi puis puisque qu
quand que quel quelle quelles quelque quelques quels qui quoi quoique s sa sans se sera serait seront ses si soi soit sommes son sont sous
suis sur t ta tandis te tel telle telles tels tes toi ton tous tout toute toutes tres trop tu un une va vers voici voila vont vos votre
vous vu y
"""

ENGLISH = """
a about above after again against all also am among an and any are aren as at be because been before being below between both but by can
could couldn d did didn do does doesn doing don done down during each either else ever every few for from further get got had hadn has hasn
have haven having he her here hers herself him himself his how however i if in into is isn it its itself just least less let ll m many may
me might mine more most much must mustn my myself neither no nor not now of off often on once only or other others our ours ourselves out
over own quite rather re s same shall she should shouldn so some such t than that the their theirs them themselves then there therefore
these they this those though through thus to too under until up upon us ve very was wasn we were weren what when where whether which while
who whom whose why will with within without won would wouldn yet you your yours yourself yourselves
"""

STOP_WORDS = frozenset(FRENCH.split() + ENGLISH.split())
