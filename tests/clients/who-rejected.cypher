// Who rejected whose offer (or demand, or plan), and who says so?
MATCH (who)<-[:AGENT]-(rejection:Action {action: 'reject'})-[:TARGET]->(whose),
      (rejection)-[:TOPIC]->(what:Thing),
      (speaker)<-[:SPEAKER]-(:Statement)-[:ASSERTS]->(rejection)
RETURN who.label AS who, what.label AS what, whose.label AS whose, speaker.label AS says_so
ORDER BY who, what
